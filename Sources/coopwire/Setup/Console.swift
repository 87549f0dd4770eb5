import Foundation

/// Where the program speaks: answers on standard output, troubles on standard error.
///
/// Nothing is held back in a buffer, so that whoever reads through a pipe hears it at once.
enum Console {
  static func say(_ text: String, terminator: String = "\n") {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + terminator).utf8))
  }

  static func complain(_ sentence: String) {
    try? FileHandle.standardError.write(contentsOf: Data("coopwire: \(sentence)\n".utf8))
  }
}
