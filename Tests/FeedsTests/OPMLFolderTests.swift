import Feeds
import Model
import Testing

@Suite struct OPMLFolderTests {
  private let source = "<outline xmlUrl='http://a.example/f'/>"

  private func folders(_ body: String) throws -> [Folder] {
    try OPMLReader.read(opml(body)).folders
  }

  @Test func `outlines around sources are folders`() throws {
    let list = try OPMLReader.read(
      opml(
        "<outline text='Bürger &amp; Energie'><outline title='Wind'>\(source)</outline></outline>"))
    #expect(
      list.folders == [
        Folder(path: ["Bürger & Energie"], slug: "buerger-energie"),
        Folder(path: ["Bürger & Energie", "Wind"], slug: "buerger-energie-wind"),
      ])
    #expect(list.subscriptions.first?.folders == [["Bürger & Energie", "Wind"]])
    #expect(list.troubles.isEmpty)
  }

  @Test func `a folder's options are read`() throws {
    let body = """
      <outline text='Verbände' coop:slug='dach' coop:name-en='Federations' coop:handle='dach_'>
      \(source)<outline text='Prüfung'><outline xmlUrl='http://b.example/'/></outline></outline>
      """
    #expect(
      try folders(body) == [
        Folder(path: ["Verbände"], slug: "dach", englishName: "Federations", handle: "dach_"),
        Folder(path: ["Verbände", "Prüfung"], slug: "dach-pruefung"),
      ])
  }

  @Test func `the category attribute adds folders`() throws {
    let list = try OPMLReader.read(
      opml(
        """
        <outline text='A'><outline xmlUrl='http://a.example/f' category='/B/C, D ,/A,,/'/></outline>
        """))
    #expect(list.subscriptions.first?.folders == [["A"], ["B", "C"], ["D"]])
    #expect(list.folders.map(\.slug) == ["a", "b", "b-c", "d"])
  }

  @Test func `slugs are unique and chosen ones come first`() throws {
    let body = """
      <outline text='Energie!'>\(source)</outline>
      <outline text='Strom' coop:slug='energie'><outline xmlUrl='http://b.example/'/></outline>
      <outline text='Energie'><outline xmlUrl='http://c.example/'/></outline>
      <outline text='新闻'><outline xmlUrl='http://d.example/'/></outline>
      """
    #expect(try folders(body).map(\.slug) == ["energie-2", "energie", "energie-3", "folder"])
  }

  @Test func `two outlines of one name are one folder`() throws {
    let body = """
      <outline text='A' coop:slug='x'>\(source)</outline>
      <outline text=' A '><outline xmlUrl='http://b.example/'/></outline>
      """
    #expect(try folders(body) == [Folder(path: ["A"], slug: "x")])
  }

  @Test(arguments: [
    ("coop:slug='Übel'", "coop:slug is \"Übel\""),
    ("coop:slug='taken'", "is taken by the folder Z"),
    ("coop:paused='yes'", "coop:paused has no effect on a folder"),
    ("coop:handle='news'", "is a name of the newswire itself"),
  ])
  func `an option that cannot be is named and the default holds`(
    attribute: String, part: String
  ) throws {
    let list = try OPMLReader.read(
      opml(
        """
        <outline text='Z' coop:slug='taken'>\(source)</outline>
        <outline text='A' \(attribute)><outline xmlUrl='http://b.example/'/></outline>
        """))
    #expect(list.folders.last == Folder(path: ["A"], slug: "a"))
    #expect(list.troubles.map(\.line) == [4])
    #expect(list.troubles.first?.message.contains(part) == true, "\(list.troubles)")
  }

  @Test func `a folder without a name is not there`() throws {
    let list = try OPMLReader.read(opml("<outline text=''>\(source)</outline>"))
    #expect(list.folders.isEmpty)
    #expect(list.subscriptions.first?.folders == [])
    #expect(list.troubles.first?.message.contains("has no name") == true)
  }

  @Test func `categories beyond measure are cut off`() throws {
    let many = (0..<1000).map { "/f\($0)" }.joined(separator: ",")
    let deep = String(repeating: "/a", count: 100_000)
    let list = try OPMLReader.read(
      opml(
        """
        <outline xmlUrl='http://a.example/f' category='\(many)'/>
        <outline xmlUrl='http://b.example/f' category='\(deep)'/>
        """))
    #expect(list.folders.count == 64)
    #expect(list.troubles.map(\.line) == [3, 4])
  }
}
