import Model
import Publishing

extension Directory {
  /// What stands under `/c/{slug}`.
  func subject(folder slug: String) -> Listing.Subject? {
    folders.first { $0.slug == slug }.map(Listing.Subject.folder)
  }

  /// What stands under `/@{handle}`: everything, a folder that has a name of its own, or a source.
  func subject(handle: String) -> Listing.Subject? {
    if handle == "news" { return .river }
    if let folder = folders.first(where: { $0.handle == handle }) { return .folder(folder) }
    return sources.first { $0.handle == handle }.map(Listing.Subject.source)
  }
}

extension Listing {
  /// The list of the store behind it.
  var list: EntryList? {
    let scope: EntryList.Scope =
      switch subject {
      case .river: .river
      case .folder(let folder): .folder(folder.slug)
      case .source(let source): .source(source.id)
      case .tag(let tag): .tag(tag)
      }
    return EntryList(scope, language: language)
  }
}
