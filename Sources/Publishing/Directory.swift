public import Model

/// Everybody who is listed: the sources, and the folders they stand in.
public struct Directory: Sendable, Hashable {
  /// In the operator's order; retired ones may be among them, for their entries stay for a while.
  public let sources: [Source]
  /// In the operator's order.
  public let folders: [Folder]
  let byID: [Source.ID: Source]

  public init(sources: [Source], folders: [Folder]) {
    self.sources = sources
    self.folders = folders
    byID = Dictionary(sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The sources that stand in a folder.
  func sources(in folder: Folder) -> [Source] {
    sources.filter { $0.retired == nil && $0.subscription.folders.contains(folder.path) }
  }

  func folders(of source: Source) -> [Folder] {
    folders.filter { source.subscription.folders.contains($0.path) }
  }
}
