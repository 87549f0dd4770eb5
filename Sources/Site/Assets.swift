public import Foundation
import Publishing

/// The files of `Public`, read once.
public struct Assets: Sendable {
  let documents: [String: Rendered]

  private static let types = [
    "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    "ico": "image/x-icon", "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
  ]

  /// Reads every file of a folder whose kind is known; folders in it are not looked into.
  ///
  /// - Throws: what the file system says.
  public init(folder: URL) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var documents: [String: Rendered] = [:]
    for file in files {
      guard let type = Self.types[file.pathExtension] else { continue }
      documents[file.lastPathComponent] = Rendered(
        body: Array(try Data(contentsOf: file)), contentType: type)
    }
    self.documents = documents
  }
}
