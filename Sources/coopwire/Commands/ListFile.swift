import Feeds
import Foundation

/// Reads what the commands for lists are given.
enum ListFile {
  /// The bytes of a list; a file too large for one is not read.
  static func read(_ file: String) throws(ListFileError) -> [UInt8] {
    let bytes = try bytes(file, limit: OPMLReader.sizeLimit + 1)
    guard bytes.count <= OPMLReader.sizeLimit else {
      throw .notAList(file: file, .tooLarge(limit: OPMLReader.sizeLimit))
    }
    return bytes
  }

  /// The text of a file of any size.
  static func text(_ file: String) throws(ListFileError) -> String {
    String(decoding: try bytes(file, limit: nil), as: UTF8.self)
  }

  private static func bytes(_ file: String, limit: Int?) throws(ListFileError) -> [UInt8] {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: file))
      defer { try? handle.close() }
      let data = try limit.map { try handle.read(upToCount: $0) } ?? handle.readToEnd()
      return Array(data ?? Data())
    } catch {
      throw .unreadable(file: file, reason: reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile?, .fileNoSuchFile?: "there is no such file; check its name"
    case .fileReadNoPermission?: "it may not be read; check its permissions"
    default: "it is no readable file; name one"
    }
  }
}

/// Why a command for lists has nothing to show.
enum ListFileError: Error, CustomStringConvertible {
  case unreadable(file: String, reason: String)
  case notAList(file: String, OPMLError)
  case badManifest(line: Int)

  var description: String {
    switch self {
    case .unreadable(let file, let reason): "cannot read \(file): \(reason)"
    case .notAList(let file, let error): "cannot read \(file): \(error)"
    case .badManifest(let line):
      "cannot read line \(line) of the manifest: it is no JSON object with the key \"file\"; mend it"
    }
  }
}
