import ArgumentParser
import Foundation
import Markup
import Store

/// `coopwire actors replies`: what others answered or wrote to us, and nobody has judged yet.
struct ActorsRepliesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replies", abstract: "Show replies and mentions that wait to be judged.")

  @OptionGroup var common: CommonOptions

  @Option(help: "How many at most.")
  var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is \(limit); give a number above 0") }
  }

  func run() async throws {
    let limit = limit
    let (replies, mentions) = try await common.change { store in
      (
        try await store.replies(.waiting, limit: limit),
        try await store.mentions(.waiting, limit: limit)
      )
    }
    let lines =
      replies.map { line($0, "answers \($0.note ?? "")") }
      + mentions.map { line($0, "mentions us") }
    try Console.say(lines.isEmpty ? "nothing waits to be judged" : lines.joined(separator: "\n"))
  }

  private func line(_ reply: Reply, _ what: String) -> String {
    let words = HTMLText.plain(reply.content).onOneLine
    let date = reply.published.formatted(.iso8601)
    return "\(reply.id)\n  @\(reply.account.onOneLine) \(what), \(date): \(words)"
  }
}

/// `coopwire actors judge`: whether a reply is shown on the page of its entry.
struct ActorsJudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge", abstract: "Show a reply under its entry, or refuse it.")

  enum Judgement: String, ExpressibleByArgument, CaseIterable {
    case show, refuse
  }

  @OptionGroup var common: CommonOptions

  @Argument(help: "show or refuse.")
  var judgement: Judgement

  @Argument(help: "The reply's id, as 'coopwire actors replies' shows it.")
  var id: String

  func run() async throws {
    let (id, judgement) = (id, judgement)
    try await common.change { store in
      guard let reply = try await store.reply(id) else {
        throw ValidationError("no reply is called \(id); 'coopwire actors replies' names them all")
      }
      guard judgement == .refuse || reply.note != nil else {
        throw ValidationError(
          "\(id) answers no entry, so there is no page to show it on; 'refuse' ends its waiting")
      }
      try await store.set(judgement == .show ? .shown : .refused, ofReply: id)
    }
    try Console.say(judgement == .show ? "\(id) is shown" : "\(id) is refused")
  }
}

/// `coopwire actors reports`: what others complained about.
struct ActorsReportsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports", abstract: "Show what other servers' people complained about.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let reports = try await common.change { try await $0.reports(limit: 200) }
    let lines = reports.map { report in
      "\(report.received.formatted(.iso8601)) \(report.host): \(report.content.onOneLine)\n  "
        + report.objects.joined(separator: " ")
    }
    try Console.say(lines.isEmpty ? "nobody has complained" : lines.joined(separator: "\n"))
  }
}
