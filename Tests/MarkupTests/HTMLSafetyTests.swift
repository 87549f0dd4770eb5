import Foundation
import Markup
import Testing
import ThreadTime

struct HTMLSafetyTests {
  private let base = BaseAddress("https://coop.example/blog/")
  private let grammar = HTMLOutputGrammar()

  private func sanitized(_ html: String) -> String {
    var sanitizer = HTMLSanitizer()
    return sanitizer.sanitize(html, base: base)
  }

  private func time(_ work: () -> Void) -> Duration { threadTime(work) }

  @Test(arguments: HTMLHostileFragments.all)
  func `a hostile fragment comes out harmless, and the same a second time`(html: String) {
    let output = sanitized(html)
    #expect(grammar.problems(in: output) == [])
    #expect(sanitized(output) == output)
    var sanitizer = HTMLSanitizer()
    #expect(grammar.problems(in: sanitizer.sanitize(html, base: nil)) == [])
  }

  @Test func `the fixtures are many and all different`() {
    #expect(Set(HTMLHostileFragments.all).count >= 300)
  }

  @Test func `mutants of hostile fragments come out harmless`() {
    var random = HTMLSeededRandom(seed: 11)
    var sanitizer = HTMLSanitizer()
    let seeds = HTMLHostileFragments.all
    let splinters = [
      "<", ">", "\"", "'", "/", "=", " ", "&", "&#", "<p>", "</p>", "<table>", "<td>", "<b>",
      "</b>", "\u{0}",
    ]
    for _ in 0..<2_000 {
      let first = seeds[random.below(seeds.count)]
      let second = seeds[random.below(seeds.count)]
      let html =
        first.prefix(random.below(first.count + 1)) + splinters[random.below(splinters.count)]
        + second.dropFirst(random.below(second.count + 1))
      let output = sanitizer.sanitize(String(html), base: base)
      #expect(grammar.problems(in: output) == [], "\(html)")
      #expect(sanitizer.sanitize(output, base: base) == output, "\(html)")
    }
  }

  @Test func `bytes at random come out harmless`() {
    var random = HTMLSeededRandom(seed: 5)
    var sanitizer = HTMLSanitizer()
    let alphabet = Array("<>/='\" &;#!-abipstdrlx\u{0}\n\u{FFFD}ä".unicodeScalars)
    for _ in 0..<500 {
      var html = ""
      for _ in 0..<random.below(80) {
        html.unicodeScalars.append(alphabet[random.below(alphabet.count)])
      }
      #expect(grammar.problems(in: sanitizer.sanitize(html, base: nil)) == [], "\(html)")
    }
  }

  @Test func `nesting ends at the limit and is balanced`() {
    let output = sanitized(String(repeating: "<b>", count: 100_000) + "x")
    #expect(grammar.problems(in: output) == [])
    #expect(output.components(separatedBy: "<b>").count == 129)
    #expect(output.contains("x"))
  }

  @Test func `a tag with too many attributes goes, its text stays`() {
    let attributes = (0..<100_000).map { " a\($0)=b" }.joined()
    #expect(sanitized("<p\(attributes) title=x>y") == "y")
    let few = (0..<400).map { " a\($0)=b" }.joined()
    #expect(sanitized("<p\(few) title=x>y</p>") == "<p title=\"x\">y</p>")
  }

  @Test func `elements beyond the limit lose their tags`() {
    let output = sanitized(String(repeating: "<br>", count: 60_000))
    #expect(output == String(repeating: "<br>", count: 50_000))
  }

  @Test func `what is longer than the limit is cut between characters`() {
    let output = sanitized("x" + String(repeating: "ä", count: 600_000))
    #expect(output.utf8.count == 999_999)
    #expect(output.last == "ä")
  }

  @Test(arguments: [
    "<b>", "</b>", "<", "<a ", "<!--", "<!-- -", "<svg>", "<script>", "<iframe>",
    "<select><iframe>", "&", "&am", "<li>",
    "<p><b>", "<table>", "<table><td>", "<a href='", "<img srcset=', ,'>", "<b></i>",
    "</p><b><i><u></b>", "<noscript><!--",
    "<object><math><template>", "<a href=../>", "&NotEqualTilde", "<xmp>", "<title></titl",
    "<h1><dd>", "\u{0}",
  ]) func `twice as much takes about twice as long`(piece: String) {
    let small = String(repeating: piece, count: 60_000 / piece.utf8.count)
    let large = String(repeating: piece, count: 480_000 / piece.utf8.count)
    _ = sanitized(small)
    let short = time { _ = sanitized(small) }
    let long = time { _ = sanitized(large) }
    #expect(long < short * 40 + .milliseconds(500), "\(short) \(long)")
  }
}
