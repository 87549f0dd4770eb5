import Foundation

/// Finds the static files of the site: installed beside the program, in the checkout it was built in,
/// or where it was started.
enum PublicFolder {
  /// Tells the folder from another of the same name, such as the one of a desktop's home.
  private static let mark = "coopwire.css"

  /// - Parameters:
  ///   - executable: the running program, symbolic links resolved.
  ///   - workingDirectory: where it was started.
  /// - Throws: `PublicFolderError`
  static func find(
    executable: URL? = Bundle.main.executableURL?.resolvingSymlinksInPath(),
    workingDirectory: URL = URL(filePath: FileManager.default.currentDirectoryPath)
  ) throws(PublicFolderError) -> URL {
    let places = candidates(executable: executable, workingDirectory: workingDirectory)
    let place = places.first { folder in
      FileManager.default.fileExists(atPath: folder.appending(path: mark).path)
    }
    guard let place else { throw .missing(beside: executable?.path ?? workingDirectory.path) }
    return place
  }

  /// `bin/coopwire` has its files in `share/coopwire/Public`, `.build/release/coopwire` in the checkout.
  private static func candidates(executable: URL?, workingDirectory: URL) -> [URL] {
    var places: [URL] = []
    var folder = executable?.deletingLastPathComponent()
    while let here = folder, here.path != "/" {
      places.append(here.appending(path: "share/coopwire/Public"))
      places.append(here.appending(path: "Public"))
      folder = here.deletingLastPathComponent()
    }
    return places + [workingDirectory.appending(path: "Public")]
  }
}

/// Why there is nothing to dress pages in.
enum PublicFolderError: Error, CustomStringConvertible, Equatable {
  case missing(beside: String)

  var description: String {
    switch self {
    case .missing(let program):
      """
      the folder Public with the site's style sheet is missing; put it into ../share/coopwire \
      beside \(program), or start where it is
      """
    }
  }
}
