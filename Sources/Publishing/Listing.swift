public import Model

/// A list of entries that readers know: where its pages and feeds stand, and what it is called.
public struct Listing: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    /// Everything.
    case river
    case folder(Folder)
    case source(Source)
    /// A tag by its `TagName`.
    case tag(String)
  }

  public var subject: Subject
  /// Only entries in this language: a primary subtag in lower case, such as `de`.
  public var language: String?

  public init(_ subject: Subject, language: String? = nil) {
    self.subject = subject
    self.language = language
  }

  public static let river = Listing(.river)

  /// The path of its newest page, without a query.
  public var path: String {
    switch subject {
    case .river: "/"
    case .folder(let folder): "/c/" + PathSegment.encode(folder.slug)
    case .source(let source): "/@" + PathSegment.encode(source.handle)
    case .tag(let tag): "/tags/" + PathSegment.encode(tag)
    }
  }

  /// The path and query of one of its pages.
  public func pagePath(_ position: ListPosition = .newest) -> String { path + query(position) }

  /// The path and query of one of its feeds; a tag has none.
  public func feedPath(_ format: FeedFormat, _ position: ListPosition = .newest) -> String? {
    if case .tag = subject { return nil }
    let folder = path == "/" ? "/" : path + "/"
    return folder + "feed." + format.pathExtension + query(position)
  }

  /// What it is called among all other lists, in feeds and window titles.
  func title(site: SiteProfile, wording: Wording) -> String {
    let title =
      switch subject {
      case .river: site.name
      case .folder(let folder): site.name + ": " + folder.name(in: wording)
      case .source(let source): source.title + " – " + site.name
      case .tag(let tag): site.name + ": " + tag
      }
    guard let language else { return title }
    return wording(.languageSuffix, title, wording.name(ofLanguage: language))
  }

  /// Its heading on its own pages.
  func heading(wording: Wording) -> String {
    switch subject {
    case .river: wording(.newest)
    case .folder(let folder): wording(.topicTitle, folder.name(in: wording))
    case .source(let source): source.title
    case .tag(let tag): wording(.tagTitle, tag)
    }
  }

  private func query(_ position: ListPosition) -> String {
    var terms = language.map { ["lang=" + PathSegment.encode($0)] } ?? []
    switch position {
    case .newest: break
    case .before(let id): terms.append("before=\(id)")
    case .after(let id): terms.append("after=\(id)")
    }
    return terms.isEmpty ? "" : "?" + terms.joined(separator: "&")
  }
}

extension Folder {
  /// The folder's name in the language of the interface.
  func name(in wording: Wording) -> String {
    wording.language == "en" ? englishName ?? name : name
  }
}
