import Foundation
import Model

/// How a source is doing, in plain words; pure.
struct Condition: Sendable, Hashable {
  /// What ails a source, and what helps.
  struct Trouble: Sendable, Hashable {
    var text: Word
    var help: Word
    /// The program's own sentence.
    var reason: String
  }

  let health: Health
  let trouble: Trouble?
  private let isFollowed: Bool

  init(of source: Source, now: Date) {
    health = Health(of: source, now: now)
    isFollowed = source.isFollowed
    trouble = health == .paused || health == .retired ? nil : Self.trouble(source.state.failure)
  }

  var name: Word {
    switch health {
    case .waiting: .waiting
    case .active: .active
    case .idle: .idle
    case .warn: .warn
    case .failing: .failing
    case .dead: .dead
    case .gone: .gone
    case .paused: .paused
    case .held: .held
    case .retired: .retired
    }
  }

  var text: Word {
    switch health {
    case _ where isFollowed && [.waiting, .active, .idle].contains(health): .followedText
    case .waiting: .waitingText
    case .active: .activeText
    case .idle: .idleText
    case .warn: .warnText
    case .failing: .failingText
    case .dead: .deadText
    case .gone: .goneText
    case .paused: .pausedText
    case .held: .heldText
    case .retired: .retiredText
    }
  }

  /// The name of its look in the style sheet.
  var styleClass: String {
    switch health {
    case .active, .idle: "good"
    case .waiting, .paused, .retired: "resting"
    case .warn, .failing, .dead, .gone, .held: "ill"
    }
  }

  private static func trouble(_ failure: Failure?) -> Trouble? {
    guard let failure else { return nil }
    let words: (text: Word, help: Word) =
      switch failure.kind {
      case .dns: (.dnsText, .dnsHelp)
      case .connect: (.connectText, .connectHelp)
      case .tls: (.tlsText, .tlsHelp)
      case .timeout: (.timeoutText, .timeoutHelp)
      case .clientError: (.clientErrorText, .clientErrorHelp)
      case .gone: (.goneFailureText, .goneHelp)
      case .serverError: (.serverErrorText, .serverErrorHelp)
      case .rateLimited: (.rateLimitedText, .rateLimitedHelp)
      case .tooLarge: (.tooLargeText, .tooLargeHelp)
      case .html: (.htmlText, .htmlHelp)
      case .parse: (.parseText, .parseHelp)
      case .forbiddenAddress: (.forbiddenText, .forbiddenHelp)
      case .redirect: (.redirectText, .redirectHelp)
      }
    return Trouble(text: words.text, help: words.help, reason: failure.reason)
  }
}
