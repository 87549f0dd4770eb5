public import Foundation
public import Logging
public import Model

/// What came of asking one source.
public enum Outcome: Sendable, Hashable {
  /// What a document brought.
  public struct Harvest: Sendable, Hashable {
    public var new = 0
    public var edited = 0
    /// Entries another source had told before.
    public var retold = 0

    public init(new: Int = 0, edited: Int = 0, retold: Int = 0) {
      self.new = new
      self.edited = edited
      self.retold = retold
    }
  }

  /// The server said that nothing has changed (304).
  case notModified
  /// The server sent what it had sent before.
  case unchanged
  case updated(Harvest)
  /// The host asked to be left alone for a while.
  case rateLimited(until: Date)
  case failed(Failure)
  /// The answer was good, and could not be written down.
  case unsaved(reason: String)
  /// Asked less than ten minutes ago.
  case skipped
  /// The refresh was stopped before an answer came.
  case abandoned

  /// Whether an operator has something to look after.
  public var isFailure: Bool {
    switch self {
    case .failed, .unsaved: true
    case .notModified, .unchanged, .updated, .rateLimited, .skipped, .abandoned: false
    }
  }

  /// Whether what was answered could not be written down.
  var isUnsaved: Bool {
    guard case .unsaved = self else { return false }
    return true
  }

  public var logLevel: Logger.Level {
    switch self {
    case .notModified, .unchanged, .skipped, .abandoned: .debug
    case .updated(let harvest): harvest == Harvest() ? .debug : .info
    case .rateLimited: .notice
    case .failed: .warning
    case .unsaved: .error
    }
  }

  /// The name under which outcomes are counted.
  public var name: String {
    switch self {
    case .notModified: "not modified"
    case .unchanged: "unchanged"
    case .updated: "updated"
    case .rateLimited: "asked to wait"
    case .failed: "failed"
    case .unsaved: "not saved"
    case .skipped: "asked of late"
    case .abandoned: "abandoned"
    }
  }
}

extension Outcome: CustomStringConvertible {
  /// A phrase for the operator's eye.
  public var description: String {
    switch self {
    case .notModified: "not modified"
    case .unchanged: "unchanged"
    case .updated(let harvest): harvest.description
    case .rateLimited(let until): "asked to wait until \(until.formatted(.iso8601))"
    case .failed(let failure): failure.reason
    case .unsaved(let reason): reason
    case .skipped: "asked less than ten minutes ago"
    case .abandoned: "stopped before an answer came"
    }
  }
}

extension Outcome.Harvest {
  init(_ changes: Changes) {
    self.init(
      new: changes.new.count, edited: changes.edited.count, retold: changes.retold.count)
  }
}

extension Outcome.Harvest: CustomStringConvertible {
  public var description: String {
    let parts = [(new, "new"), (edited, "edited"), (retold, "told elsewhere")]
      .filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
  }
}
