import Foundation
import Markup

extension Pages {
  /// A longer answer is cut, in characters; the whole stands where it was written.
  private static let longestAnswer = 1000

  func fieldsOf(_ conversation: Conversation) -> Fields {
    let counts = [(Word.likes, conversation.likes), (.shares, conversation.shares)]
      .filter { $0.1 > 0 }.map { wording($0.0, "\($0.1)") }
    return [
      "reactions": .text(counts.isEmpty ? nil : counts.joined(separator: " · ")),
      "hasAnswers": .flag(!conversation.answers.isEmpty),
      "answers": .list(conversation.answers.map(answer)),
    ]
  }

  /// The text alone: what strangers write brings no markup into our pages.
  private func answer(_ answer: Conversation.Answer) -> Fields {
    let text = HTMLText.plain(answer.html)
    let cut = text.count > Self.longestAnswer ? text.prefix(Self.longestAnswer) + "…" : text[...]
    return [
      "account": .text("@" + answer.account),
      "answerHref": .text(WebAddress.published(answer.url)),
      "answerText": .text(String(cut)), "answered": .text(answer.published.rfc3339),
      "answeredLabel": .text(dates.moment(answer.published)),
    ]
  }
}
