import Foundation

/// A date as a person or a careless template wrote it: words of many languages, any order, half of it missing.
struct LenientDate {
  private enum Token: Hashable {
    case number(Int, digits: Int)
    case word(String)
    case mark(Character)
  }

  private var tokens: [Token] = []
  private var parts = DateParts()
  private var place: TimeZone?
  private var hasDate = false

  init(_ text: String) {
    var text = text.trimmed.lowercased()
    if let comment = text.firstIndex(of: "(") { text = String(text[..<comment]) }
    // Points belong to abbreviations: `a.m.`, `Jan.`; between numbers they are kept.
    text.replace(/(\p{L})\./) { "\($0.1)" }
    if let zone = text.firstMatch(of: /[a-z]+\/[a-z_]+/) {
      place = TimeZone(identifier: Self.zoneName(String(zone.0)))
      text.replace(zone.0, with: " ")
    }
    if text.count == 10, let stamp = Int(text) {
      parts = DateParts(year: 1970, second: 0)
      parts.offset = -stamp
      hasDate = true
      return
    }
    tokens = Self.tokens(text)
    // Korean blogs never name their zone.
    let korean: [Token] = [.word("오전"), .word("오후"), .word("년")]
    if korean.contains(where: tokens.contains) { parts.offset = 9 * 3600 }
    readTime()
    readZone()
    guard isSound else { return }
    readDay()
  }

  var seconds: Int? {
    guard hasDate, let seconds = parts.seconds else { return nil }
    guard let place else { return seconds }
    return seconds - place.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  private static func zoneName(_ text: String) -> String {
    text == "etc/gmt" || text == "etc/utc"
      ? "GMT"
      : text.split(separator: "/").map { part in
        part.split(separator: "_").map { $0.capitalized }.joined(separator: "_")
      }.joined(separator: "/")
  }

  private static func tokens(_ text: String) -> [Token] {
    text.matches(of: /[0-9]+|\p{L}+|[^\s]/).compactMap { match in
      let piece = match.0
      guard let first = piece.first else { return nil }
      if first.isASCII, first.isNumber {
        return piece.count <= 8 ? .number(Int(piece) ?? 0, digits: piece.count) : nil
      }
      return first.isLetter ? .word(String(piece)) : .mark(first)
    }
  }

  // MARK: Time

  private mutating func readTime() {
    let colon = tokens.indices.first { index in
      tokens[index] == .mark(":") && number(index - 1) != nil && number(index + 1) != nil
    }
    if let colon {
      parts.hour = number(colon - 1) ?? 0
      parts.minute = number(colon + 1) ?? 0
      var end = colon + 2
      if token(end) == .mark(":"), let second = number(end + 1) {
        parts.second = second
        end += 2
        if token(end) == .mark("."), number(end + 1) != nil { end += 2 }
      }
      if token(colon - 2) == .word("t") { tokens[colon - 2] = .mark(",") }
      readHalf(at: end)
      tokens.replaceSubrange(colon - 1..<end, with: [.mark(";")])
    } else if let half = tokens.firstIndex(where: { Self.halves[$0] != nil }),
      let hour = number(half - 1)
    {
      parts.hour = hour
      readHalf(at: half)
      tokens.remove(at: half - 1)
    }
  }

  private static let halves: [Token: Int] = [
    .word("am"): 0, .word("pm"): 12, .word("오전"): 0, .word("오후"): 12,
  ]

  private mutating func readHalf(at place: Int) {
    let near = token(place).flatMap { Self.halves[$0] } != nil ? place : nil
    guard let half = near ?? tokens.firstIndex(where: { Self.halves[$0] != nil }),
      let hours = Self.halves[tokens[half]]
    else { return }
    if parts.hour <= 12 { parts.hour = parts.hour % 12 + hours }
    tokens[half] = .mark(",")
  }

  private mutating func readZone() {
    let time = tokens.firstIndex(of: .mark(";"))
    for index in tokens.indices where index > (time ?? -1) {
      if case .word(let word) = tokens[index], let offset = DateWords.zone(word),
        time != nil || word.count > 1, DateWords.month(word) == nil || time != nil
      {
        parts.offset = offset
        tokens[index] = .mark("z")
      }
    }
    guard let time else { return }
    for index in tokens.indices where index > time {
      guard tokens[index] == .mark("+") || tokens[index] == .mark("-"),
        case .number(let value, let digits)? = token(index + 1), digits <= 4, isZone(index)
      else { continue }
      var offset = digits > 2 ? value / 100 * 3600 + value % 100 * 60 : value * 3600
      var end = index + 2
      if digits <= 2, token(end) == .mark(":"), let minutes = number(end + 1) {
        offset += minutes * 60
        end += 2
      }
      parts.offset = tokens[index] == .mark("+") ? offset : -offset
      tokens.removeSubrange(index..<end)
      return
    }
  }

  /// A sign begins an offset right after the time or the name of a zone.
  private func isZone(_ index: Int) -> Bool {
    token(index - 1) == .mark(";") || token(index - 1) == .mark("z")
      || !tokens[index...].dropFirst(2).contains { if case .number = $0 { true } else { false } }
  }

  /// Whether nothing is left of a time that could not be read.
  private var isSound: Bool {
    let time = tokens.firstIndex(of: .mark(";"))
    guard let time else { return !tokens.contains(.mark(":")) }
    guard let sign = token(time + 1), sign == .mark("+") || sign == .mark("-") else { return true }
    if case .word = token(time + 2) { return false }
    return true
  }

  // MARK: Day

  private mutating func readDay() {
    var month: Int?
    for (index, token) in tokens.enumerated() {
      guard case .word(let word) = token, let found = DateWords.month(word) else { continue }
      // French Tuesdays look like March: a later month is the month.
      if month == nil || index < 3 || Self.couldBeDay(tokens, before: index) { month = found }
    }
    let numbers = tokens.compactMap { token -> (value: Int, digits: Int)? in
      if case .number(let value, let digits) = token { (value, digits) } else { nil }
    }
    guard !numbers.isEmpty else { return }
    if let month { readNamed(month, numbers) } else { readNumeric(numbers) }
  }

  private static func couldBeDay(_ tokens: [Token], before index: Int) -> Bool {
    tokens[..<index].contains { if case .number = $0 { true } else { false } }
  }

  private mutating func readNamed(_ month: Int, _ numbers: [(value: Int, digits: Int)]) {
    parts.month = month
    hasDate = true
    guard let long = numbers.firstIndex(where: { $0.digits == 4 }) else {
      guard numbers.count > 1 else {
        hasDate = false
        return
      }
      // `06-Jan-2`: a lone digit is no year.
      let isYearFirst = numbers[0].digits == 2 && numbers[1].digits == 1
      let (day, year) = isYearFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
      parts.day = day.value
      parts.year = DateParts.year(twoDigits: year.value % 100)
      return
    }
    parts.year = numbers[long].value
    if let day = numbers.indices.first(where: { $0 != long && numbers[$0].digits <= 2 }) {
      parts.day = numbers[day].value
    }
  }

  private mutating func readNumeric(_ numbers: [(value: Int, digits: Int)]) {
    if numbers.count == 1, numbers[0].digits == 8 {
      let value = numbers[0].value
      (parts.year, parts.month, parts.day) = (value / 10_000, value / 100 % 100, value % 100)
      hasDate = true
      return
    }
    guard numbers.count >= 3 else { return }
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    hasDate = true
    // No year has a single digit.
    if a.digits == 4 || c.digits == 1 {
      let year = a.digits == 4 ? a.value : DateParts.year(twoDigits: a.value % 100)
      (parts.year, parts.month, parts.day) = (year, b.value, c.value)
      hasDate = numbers.count == 3 || tokens.contains(.mark(";"))
      return
    }
    parts.year = c.digits == 4 ? c.value : DateParts.year(twoDigits: c.value % 100)
    // Americans write the month first, with strokes.
    let isAmerican = tokens.contains(.mark("/")) && a.value <= 12
    (parts.month, parts.day) =
      isAmerican || b.value > 12 ? (a.value, b.value) : (b.value, a.value)
  }

  // MARK: Tokens

  private func token(_ index: Int) -> Token? {
    tokens.indices.contains(index) ? tokens[index] : nil
  }

  private func number(_ index: Int) -> Int? {
    if case .number(let value, _)? = token(index) { value } else { nil }
  }
}
