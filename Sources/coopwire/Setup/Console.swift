import Foundation

/// Where the program speaks: answers on standard output, troubles on standard error.
///
/// Nothing is held back in a buffer, so that whoever reads through a pipe hears it at once.
enum Console {
  static func say(_ text: String) throws(ConsoleError) {
    try write(Array((text + "\n").utf8))
  }

  static func write(_ bytes: [UInt8]) throws(ConsoleError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      throw .unwritable
    }
  }

  /// Shows how work goes on, which must not end it where nobody can be told.
  static func murmur(_ text: String) {
    try? write(Array(text.utf8))
  }

  static func complain(_ sentence: String) {
    try? FileHandle.standardError.write(contentsOf: Data("coopwire: \(sentence)\n".utf8))
  }
}

/// Why an answer could not be given.
enum ConsoleError: Error, CustomStringConvertible, Equatable {
  case unwritable

  var description: String {
    switch self {
    case .unwritable:
      "the answer cannot be written to standard output; make room there, or send it elsewhere"
    }
  }
}
