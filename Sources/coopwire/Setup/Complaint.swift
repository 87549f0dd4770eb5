import ArgumentParser
import Foundation

/// What the program says when it cannot go on, and the code it ends with.
struct Complaint: Equatable {
  /// One lower-case sentence.
  let sentence: String
  let exitCode: Int32

  /// - Returns: `nil` for what is no trouble (help, version) and for what has been said already.
  init?(_ error: any Error) {
    let code = Coopwire.exitCode(for: error)
    guard code != .success, !(error is ExitCode) else { return nil }
    exitCode = code.rawValue
    sentence =
      code == .validationFailure
      ? Self.misuse(Coopwire.message(for: error)) : Self.reason(of: error)
  }

  private static func misuse(_ message: String) -> String {
    let line = message.split(separator: "\n").joined(separator: " ")
    return lowerCased(line) + "; see 'coopwire help'"
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? CocoaError else { return lowerCased("\(error)") }
    let file = error.filePath.map { "\($0): " } ?? ""
    return file + lowerCased(error.localizedDescription)
  }

  private static func lowerCased(_ text: String) -> String {
    // An abbreviation keeps its letters.
    guard text.dropFirst().first?.isUppercase != true else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
