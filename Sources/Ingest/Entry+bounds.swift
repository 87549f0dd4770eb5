import Model

extension Entry {
  private static let categoryLimit = 64
  private static let enclosureLimit = 32
  private static let authorLimit = 32
  /// In bytes; more is data, not an address.
  private static let addressLimit = 4096
  /// In bytes; more is a text, not a name.
  private static let nameLimit = 512

  /// The entry as far as it may be passed on: what one document hangs on it stands in every merged
  /// feed, and must not swell those beyond use.
  var bounded: Entry {
    var entry = self
    entry.url = Self.address(url)
    entry.externalURL = Self.address(externalURL)
    entry.image = Self.address(image)
    entry.commentsURL = Self.address(commentsURL)
    entry.categories = Array(categories.filter(Self.isShort).prefix(Self.categoryLimit))
    entry.enclosures = Array(
      enclosures.filter { Self.address($0.url) != nil }.prefix(Self.enclosureLimit))
    entry.authors = Array(authors.filter(Self.isShort).prefix(Self.authorLimit))
    return entry
  }

  private static func address(_ address: String?) -> String? {
    address.flatMap { $0.utf8.count <= addressLimit ? $0 : nil }
  }

  private static func isShort(_ category: Category) -> Bool {
    [category.term, category.label, category.scheme].allSatisfy(isName)
  }

  private static func isShort(_ person: Person) -> Bool {
    isName(person.name) && isName(person.email)
  }

  private static func isName(_ text: String?) -> Bool { (text?.utf8.count ?? 0) <= nameLimit }
}
