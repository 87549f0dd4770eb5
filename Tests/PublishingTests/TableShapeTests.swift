import Testing

@testable import Publishing

/// Tables that a browser would have to mend are passed on as plain blocks.
@Suite struct TableShapeTests {
  @Test(arguments: [
    "<p>a</p>", "<table><tr><td>a</td></tr></table>",
    "<table> <caption>a</caption> <colgroup><col></colgroup>\n<thead><tr><th>a</th></tr></thead></table>",
    "<table><tbody><tr><td><table><tr><td>a<br>b</td></tr></table></td></tr></tbody></table>b",
  ])
  func `a table of rows of cells is sound`(html: String) {
    #expect(TableShape.isSound(html))
  }

  @Test(arguments: [
    ("<table><td>a</td><td>b</td></table>", "<div><div>a</div><div>b</div></div>"),
    ("<table><p>a</p><tr><td>b</td></tr></table>", "<div><p>a</p><div><div>b</div></div></div>"),
    ("a<table>b</table>c", "a<div>b</div>c"),
    ("<table><col>x<tr></tr></table>", "<div>x<div></div></div>"),
    ("<table><tr><p>b</p></tr></table>", "<div><div><p>b</p></div></div>"),
  ])
  func `what is no table is flattened, and no word is lost`(html: String, flat: String) {
    #expect(!TableShape.isSound(html))
    #expect(TableShape.flattened(html) == flat)
  }

  @Test func `feeds and pages hold only sound tables`() {
    var html = PublishedHTML()
    let table = "<table><td><a href=\"https://a.example/\">a</a><td>b</table>"
    let flat = "<div><div><a href=\"https://a.example/\">a</a></div><div>b</div></div>"
    #expect(html.feed(table, showsImages: true, base: nil) == flat)
    #expect(html.feed(table, showsImages: false, base: nil) == flat)
    #expect(!html.page(table, base: nil).contains("<table"))
  }
}
