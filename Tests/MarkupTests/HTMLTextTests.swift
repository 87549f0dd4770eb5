import Markup
import Testing
import ThreadTime

struct HTMLTextTests {
  @Test(arguments: [
    ("<p>a  b\n c</p><p>d</p>", "a b c\nd"), ("a<br>b<br/>c", "a\nb\nc"),
    ("<b>a</b>b <i> c</i>", "ab c"),
    ("<ul><li>a</li><li>b</li></ul>", "a\nb"), ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
    ("<script>a</script>b<style>c</style><svg><text>d</text></svg>", "b"), ("a<!-- b -->c", "ac"),
    ("Genossen&shy;schaft Wort\u{AD}teil\u{200B}ung", "Genossenschaft Wortteilung"),
    ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
    ("", ""), ("<p> </p>", ""), ("plain", "plain"), ("<img alt=x>a", "a"),
    ("z.&nbsp;B.", "z.\u{A0}B."),
    ("<noscript>a</noscript><p>b<form>c</form>", "b\nc"),
  ]) func `text is what a reader sees`(html: String, expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }

  @Test func `an excerpt is cut between words`() {
    let html = "<p>Die Genossenschaft, z. B. unsere e. V., wächst und wächst.</p>"
    #expect(
      HTMLText.excerpt(html, limit: 200)
        == "Die Genossenschaft, z. B. unsere e. V., wächst und wächst.")
    #expect(HTMLText.excerpt(html, limit: 27) == "Die Genossenschaft, z. B.…")
    #expect(HTMLText.excerpt(html, limit: 23) == "Die Genossenschaft, z.…")
    #expect(HTMLText.excerpt(html, limit: 22) == "Die Genossenschaft…")
    #expect(HTMLText.excerpt(html, limit: 0) == "")
  }

  @Test(arguments: [0, 1, 2, 5, 10, 50, 199, 200, 1_000])
  func `an excerpt never has more graphemes than its limit`(limit: Int) {
    let word = String(repeating: "👩‍👩‍👧e\u{301}", count: 300)
    #expect(HTMLText.excerpt(word, limit: limit).count <= limit)
    #expect(
      HTMLText.excerpt("<p>" + String(repeating: "ab cd ", count: 300), limit: limit).count <= limit
    )
  }

  @Test(arguments: [
    ("<p>Text one.</p><p><a>Continue reading →</a></p>", "Text one."),
    ("Text one. Weiterlesen …", "Text one."),
    ("Text one […] <a>Read more »</a>", "Text one…"), ("Text (more…)", "Text"),
    ("<p>Text</p><p>Continue reading <b>Title</b></p>", "Text"),
    ("<p>Text.</p><p>The post <a>Title</a> appeared first on <a>Coop</a>.</p>", "Text."),
    ("<p>Text. Der Beitrag Titel erschien zuerst auf Coop.</p>", "Text."),
    ("Text https://a.example/x", "Text"), ("https://a.example/x", ""),
    ("I like to read more", "I like to"),
    ("They continued", "They continued"), ("We saw the post office.", "We saw the post office."),
  ]) func `phrases that say nothing are left out`(html: String, expected: String) {
    #expect(HTMLText.excerpt(html, limit: 200) == expected)
  }

  @Test func `a title at the head of the text is not repeated`() {
    let html = "<h1>Neue Genossenschaft!</h1><p>Sie wurde gegründet.</p>"
    #expect(
      HTMLText.excerpt(html, limit: 99, title: "Neue Genossenschaft") == "Sie wurde gegründet.")
    #expect(
      HTMLText.excerpt(html, limit: 99, title: "Neue")
        == "Neue Genossenschaft! Sie wurde gegründet.")
  }

  @Test(arguments: ["<p>word word <b>word</b></p>", "&", "ä", "<svg>", "a\n"])
  func `a huge text gives its excerpt at once`(piece: String) {
    let html = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    let duration = threadTime { _ = HTMLText.excerpt(html, limit: 200) }
    #expect(duration < .seconds(5))
  }

  @Test func `a limit beyond all measure is the whole text`() {
    #expect(HTMLText.excerpt("<p>a</p>", limit: .max) == "a")
    #expect(HTMLText.excerpt("<p>a</p>", limit: .min) == "")
  }
}
