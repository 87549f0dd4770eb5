import Federation
import Model
import Publishing

extension Directory {
  /// What stands under `/c/{slug}`.
  func subject(folder slug: String) -> Listing.Subject? {
    folders.first { $0.slug == slug }.map(Listing.Subject.folder)
  }

  /// What stands under `/@{handle}`: everything, a folder that has a name of its own, or a source.
  func subject(handle: String) -> Listing.Subject? {
    if handle == Handle.merged.description { return .river }
    if let folder = folders.first(where: { $0.handle == handle }) { return .folder(folder) }
    return sources.first { $0.handle == handle }.map(Listing.Subject.source)
  }

  /// The languages a list can be narrowed to: those its sources write in, as primary subtags.
  func languages(of subject: Listing.Subject) -> [String] {
    let listed = sources.filter { source in
      guard source.retired == nil else { return false }
      guard case .folder(let folder) = subject else { return true }
      return source.subscription.folders.contains(folder.path)
    }
    return Set(listed.compactMap { $0.language.flatMap(Membership.primarySubtag) }).sorted()
  }
}

extension Listing {
  /// The list of the store behind it.
  var list: EntryList {
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

extension Listing.Subject {
  /// The address of the actor that tells what the list shows.
  var actor: Address? {
    switch self {
    case .river: .actor(.merged)
    case .folder(let folder): folder.handle.flatMap(Handle.init).map(Address.actor)
    case .source(let source): Handle(source.handle).map(Address.actor)
    case .tag: nil
    }
  }
}
