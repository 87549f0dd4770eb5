import Foundation

/// What tells one state of a file from another without reading it.
struct FileStamp: Sendable, Hashable {
  private let modified: Date?
  private let size: Int?
  private let number: Int?

  /// Follows a symbolic link, for what it points to may change beneath it.
  init(of path: String) {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    modified = attributes?[.modificationDate] as? Date
    size = attributes?[.size] as? Int
    number = attributes?[.systemFileNumber] as? Int
  }
}
