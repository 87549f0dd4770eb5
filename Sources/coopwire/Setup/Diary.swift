import Foundation
import Logging

/// The program's log: one line an event on standard error, no client's address in it.
enum Diary {
  static func logger(level: Logger.Level = .info) -> Logger {
    var logger = Logger(label: "coopwire") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level
    return logger
  }
}
