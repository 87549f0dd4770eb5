/// What may stand in sanitised HTML: the allow-lists of elements, attributes and schemes.
///
/// What is not listed is taken away: of an element its tags, unless its content is not for readers (a script, a form
/// field, a drawing), then that too.
public struct HTMLPolicy: Sendable, Hashable {
  /// Elements that are kept, in lower case.
  public var elements: Set<String>
  /// Attributes that are kept, on every element, in lower case.
  public var attributes: Set<String>
  /// Schemes of addresses that readers follow (`href`).
  public var linkSchemes: Set<String>
  /// Schemes of addresses that programs fetch (`src`, `srcset`, `poster`, `cite`).
  public var mediaSchemes: Set<String>

  public init(
    elements: Set<String>, attributes: Set<String>,
    linkSchemes: Set<String> = ["http", "https", "mailto", "tel", "xmpp", "matrix"],
    mediaSchemes: Set<String> = ["http", "https"]
  ) {
    self.elements = elements
    self.attributes = attributes
    self.linkSchemes = linkSchemes
    self.mediaSchemes = mediaSchemes
  }

  /// What articles in feeds need: text, lists, tables, pictures, sound and film.
  public static let feed = HTMLPolicy(
    elements: words(
      """
      a abbr address article aside audio b blockquote br caption cite code col colgroup dd del \
      details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd \
      li ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup \
      table tbody td tfoot th thead time tr track u ul var video
      """),
    attributes: words(
      """
      alt cite colspan controls datetime dir height href hreflang lang poster reversed rowspan src \
      srcset start title width
      """))

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map { String($0) })
  }
}
