import Foundation
import Testing

@testable import Publishing

struct PlainTextTests {
  @Test func `controls and noncharacters go, everything else stays`() {
    #expect(PlainText.clean("a\u{0}b\u{8}c\u{85}d\u{FFFE}e\u{1FFFF}f") == "abcdef")
    #expect(PlainText.clean("Grüße, 日本, 🏡\n") == "Grüße, 日本, 🏡\n")
  }

  @Test func `a first sight of the text misses nothing`() {
    let kept: Set<Unicode.Scalar> = ["\n", "\r", "\t"]
    let missed = (UInt32(1)...0x2fff).compactMap(Unicode.Scalar.init).filter { scalar in
      let text = "ü\(scalar)…"
      let wanted = text.precomposedStringWithCanonicalMapping.unicodeScalars.filter {
        $0.properties.generalCategory != .control || kept.contains($0)
      }
      return !PlainText.clean(text).unicodeScalars.elementsEqual(wanted)
    }
    #expect(missed.isEmpty)
  }

  @Test func `text comes in normal form C`() {
    #expect(Array(PlainText.clean("u\u{308}ber").unicodeScalars).count == 4)
  }

  @Test(arguments: ["\"\u{301}", "\u{600}\"", "<\u{20DD}", "'\u{FE0F}", "&\u{200D}"])
  func `no mark-up character hides in a compound`(text: String) {
    let separated = PlainText.separated(text)
    for character in separated where character.unicodeScalars.contains(where: { $0.isASCII }) {
      #expect(character.unicodeScalars.count == 1)
    }
  }

  @Test(arguments: [
    ("3 < 4 & 5 > 4", "3 < 4 & 5 > 4"), ("AT&T", "AT&T"), ("I <3 Coops", "I <3 Coops"),
    ("<b>fett</b>", "<\u{2060}b>fett<\u{2060}/b>"), ("&lt;b&gt;", "&\u{2060}lt;b&\u{2060}gt;"),
    ("&#60;", "&\u{2060}#60;"), ("R&amp", "R&\u{2060}amp"), ("Höfe&2", "Höfe&\u{2060}2"),
  ])
  func `a title reads the same as text and as HTML`(title: String, disarmed: String) {
    #expect(PlainText.disarmed(title) == disarmed)
  }
}
