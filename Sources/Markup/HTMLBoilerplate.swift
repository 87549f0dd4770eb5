import Foundation
import Glibc

/// Phrases that blog software adds to excerpts and that say nothing.
enum HTMLBoilerplate {
  private static let invitations = [
    "continue reading", "read more", "read the full article", "read the rest of this entry",
    "(more",
    "weiterlesen", "weiter lesen", "mehr lesen", "mehr erfahren", "den ganzen beitrag lesen",
    "lire la suite",
    "continuer la lecture", "seguir leyendo", "leer más", "continua a leggere", "leggi tutto",
    "lees verder",
  ]

  /// How the line of WordPress begins and goes on, in the languages it is seen in.
  private static let credits = [
    ("the post ", " appeared first on "), ("der beitrag ", " erschien zuerst auf "),
    ("der artikel ", " erschien zuerst auf "), ("l’article ", " est apparu en premier sur "),
    ("l'article ", " est apparu en premier sur "), ("la entrada ", " se publicó primero en "),
    ("la entrada ", " aparece primero en "), ("l'articolo ", " proviene da "),
    ("l’articolo ", " proviene da "), ("het bericht ", " verscheen eerst op "),
  ]

  /// A line of text without such phrases at its end.
  static func trimmed(_ line: Substring) -> String {
    var text = String(line)
    cutCredit(from: &text)
    while cutInvitation(from: &text) {}
    for mark in ["[…]", "[...]", "(…)"] where text.hasSuffix(mark) {
      text.removeLast(mark.count)
      trimEnd(of: &text)
      return text.isEmpty ? "" : text + "…"
    }
    return text
  }

  private static func cutCredit(from text: inout String) {
    let lowered = text.lowercased()
    // Hardly any line holds a credit, and Foundation takes long to say so.
    for (opening, middle) in credits where strstr(lowered, middle) != nil {
      guard let middle = lowered.range(of: middle, options: .backwards),
        let start = lowered[..<middle.lowerBound].range(of: opening, options: .backwards)?
          .lowerBound
      else { continue }
      guard start == lowered.startIndex || isJoint(lowered[..<start].last) else { continue }
      text = String(text.prefix(lowered.distance(from: lowered.startIndex, to: start)))
      return trimEnd(of: &text)
    }
  }

  /// Cuts one invitation at the end, or a line that only invites.
  private static func cutInvitation(from text: inout String) -> Bool {
    var end = text[...]
    while let last = end.last, last.isWhitespace || "→»›>.…])(:⟶➔".contains(last) {
      end.removeLast()
    }
    let lowered = end.lowercased()
    if lowered.hasPrefix("continue reading ") {
      text = ""
      return true
    }
    for phrase in invitations where lowered.hasSuffix(phrase) && phrase.count <= end.count {
      let rest = end.dropLast(phrase.count)
      guard isJoint(rest.last) else { continue }
      text = String(rest)
      trimEnd(of: &text)
      return true
    }
    return false
  }

  private static func isJoint(_ character: Character?) -> Bool {
    guard let character else { return true }
    return character.isWhitespace || ".…[]!?»)".contains(character)
  }

  private static func trimEnd(of text: inout String) {
    while let last = text.last, last.isWhitespace || "[(".contains(last) { text.removeLast() }
  }
}
