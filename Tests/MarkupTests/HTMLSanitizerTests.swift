import Markup
import Testing

struct HTMLSanitizerTests {
  private func sanitized(_ html: String, base: String? = nil) -> String {
    var sanitizer = HTMLSanitizer()
    return sanitizer.sanitize(html, base: base.flatMap { BaseAddress($0) })
  }

  @Test(arguments: [
    ("plain", "plain"),
    (
      "a &amp; b &lt;c&gt; &auml;&nbsp;&copy 1 &notit; AT&T",
      "a &amp; b &lt;c&gt; ä\u{A0}© 1 ¬it; AT&amp;T"
    ),
    ("<p>one<p>two", "<p>one</p><p>two</p>"),
    ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
    ("<b><i>x</b>y</i>", "<b><i>x</i></b><i>y</i>"),
    ("safe<embed src=\"http://e.example\"> text", "safe text"),
    ("safe<object classid=x> text", "safe text"),
    ("safe<object classid=x>no</object> text", "safe text"),
    ("safe<script>alert(1)</script> text", "safe text"),
    ("<svg><p>x</svg>y", "y"),
    ("<span height=\"\"></span>", "<span height=\"\"></span>"),
    ("<a href=\"java&#10;script:alert(1)\" onclick=x>t</a>", "<a>t</a>"),
    ("<img src='a b.png' alt='\"'>", "<img src=\"a%20b.png\" alt=\"&quot;\">"),
    ("1 < 2 <3 </ x>", "1 &lt; 2 &lt;3 "),
    (
      "<!' x <a href=\"y\">z</a> <!d> <! --> <![CDATA[c]]>",
      "&lt;!' x <a href=\"y\">z</a>  &lt;! --&gt; "
    ),
    (
      "<table><tr><td>1<td>2<tr><td>3</table>",
      "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    ),
  ]) func `markup comes out whole and safe`(html: String, expected: String) {
    #expect(sanitized(html) == expected)
  }

  @Test(arguments: [
    ("<p>a<div>b</div>c</p>", "<p>a</p><div>b</div>c<p></p>"),
    ("<p>a<ul><li>b</ul>c", "<p>a</p><ul><li>b</li></ul>c"),
    ("<p>a<table><tr><td><p>b</table>c", "<p>a</p><table><tr><td><p>b</p></td></tr></table>c"),
    ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
    ("<a href=#1>x<a href=#2>y</a>", "<a href=\"#1\">x</a><a href=\"#2\">y</a>"),
    ("<h1>a<h2>b</h2>", "<h1>a</h1><h2>b</h2>"), ("<h1>a</h2>b", "<h1>a</h1>b"),
    ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
    ("<ruby><b>a<rt>b</b></ruby>", "<ruby><b>ab</b></ruby>"),
    ("<span><div>a</span>b</div>c", "<span><div>ab</div>c</span>"),
    (
      "<div><table><tr><td></div>a</table>b</div>", "<div><table><tr><td>a</td></tr></table>b</div>"
    ),
    ("<b><i><u>x</b>y</i>z", "<b><i><u>x</u></i></b><i><u>y</u></i><u>z</u>"),
    ("</p></br>a</div>", "<p></p><br>a"), ("<p><b>x<p>y", "<p><b>x</b></p><p><b>y</b></p>"),
    ("<b><p>x</b></p>y", "<b><p>x</p></b>y"),
    ("<b><p>x</b>y</p>z", "<b><p>x</p></b><p>y</p>z"), ("<s><i>a</s>", "<s><i>a</i></s>"),
    ("<ol><li>a<ol><li>b</li></ol><li>c</ol>", "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>"),
    (
      "<table><caption>a<tbody><tr><th>b<tfoot><tr><td>c</table>",
      "<table><caption>a</caption><tbody><tr><th>b</th></tr></tbody><tfoot><tr><td>c</td></tr></tfoot></table>"
    ),
    (
      "<table><tr><td>a<table><tr><td>b</table>c</table>",
      "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>"
    ),
    ("<td>a</td><li>b</li>", "a<li>b</li>"),
  ]) func `open elements are closed where a browser closes them`(html: String, expected: String) {
    #expect(sanitized(html) == expected)
  }

  @Test(arguments: [
    ("<form><p>a</p><input value=x></form>", "<p>a</p>"), ("<center>a</center>", "a"),
    ("<font color=red>a</font><blink>b</blink>", "ab"), ("a<button>b</button>c", "ac"),
    ("<select><option>a</select>b", "b"), ("a<select><option>b", "ab"),
    ("<textarea><b>x</textarea>y", "y"),
    ("<iframe src=x>y</iframe>z", "z"), ("<iframe src=x />z", "z"),
    ("<noscript><img src=x></noscript>y", "y"),
    ("<xmp><b>x</b></xmp>", "&lt;b&gt;x&lt;/b&gt;"), ("a<plaintext><b>x", "a&lt;b&gt;x"),
    ("<head><title>a</title><style>b</style></head><body>c</body>", "c"),
    ("<title>a</title>b", "b"),
    ("<style>a</style>b<style>c", "b"), ("<script src=x />a", "a"),
    ("<math><mi>x</mi></math>y", "y"),
    ("<svg/>a", "a"), ("<object><object>a</object>b</object>c", "c"),
    ("<template><p>a</template>b", "b"),
    ("<!-- a -->b<!--> c --><![CDATA[d]]>e<?f?>g<!doctype h>i", "b c --&gt;egi"),
    ("<p>one</p><form><p>two", "<p>one</p><p>two</p>"), ("<p>a<center>b</center>", "<p>a</p>b"),
  ]) func `other elements go, with their content where it is not for readers`(
    html: String, expected: String
  ) {
    #expect(sanitized(html) == expected)
  }

  @Test(arguments: [
    (
      "<p id=a class=b style=c onclick=d lang=de dir=rtl title=e>x</p>",
      "<p lang=\"de\" dir=\"rtl\" title=\"e\">x</p>"
    ),
    ("<ol start=3 reversed><li value=4>a</ol>", "<ol start=\"3\" reversed=\"\"><li>a</li></ol>"),
    (
      "<video controls poster=p src=v width=1 height=2 autoplay>a</video>",
      "<video controls=\"\" poster=\"https://coop.example/p\" src=\"https://coop.example/v\" width=\"1\" height=\"2\">a</video>"
    ),
    ("<td colspan=2>a", "a"),
    ("<time datetime='2026-01-01'>a</time>", "<time datetime=\"2026-01-01\">a</time>"),
    (
      "<a title='a&b&amp;c&lt;d\">' href='?a&b&amp;c&copy=d'>x</a>",
      "<a title=\"a&amp;b&amp;c&lt;d&quot;&gt;\" href=\"https://coop.example/news?a&amp;b&amp;c&amp;copy=d\">x</a>"
    ),
    ("<img src=a.png alt=''>", "<img src=\"https://coop.example/a.png\" alt=\"\">"),
    ("<img src>", "<img src=\"\">"),
    ("<a href=''>x</a>", "<a href=\"https://coop.example/news\">x</a>"),
    ("<a href='#n'>x</a>", "<a href=\"https://coop.example/news#n\">x</a>"),
    ("<a href='tel:+49 30'>x</a>", "<a href=\"tel:+49%2030\">x</a>"),
    ("<a href='xmpp:a@b'>x</a>", "<a href=\"xmpp:a@b\">x</a>"),
    ("<a href='ftp://a.example/'>x</a>", "<a>x</a>"), ("<img src='mailto:a@b'>", "<img>"),
    (
      "<img srcset='a.png 1x, b,c.png 2x, javascript:d 3x, e.png'>",
      "<img srcset=\"https://coop.example/a.png 1x, https://coop.example/b,c.png 2x, https://coop.example/e.png\">"
    ),
    (
      "<img srcset='a.png 100w,b.png 200w (x), c.png 1.5x'>",
      "<img srcset=\"https://coop.example/a.png 100w, https://coop.example/b.png, https://coop.example/c.png 1.5x\">"
    ),
    ("<IMG SRC=a ALT=B>", "<img src=\"https://coop.example/a\" alt=\"B\">"),
    ("<br/><hr />", "<br><hr>"),
    ("<a title=a title=b>x</a>", "<a title=\"a\">x</a>"),
    ("<q cite='/a'>x</q>", "<q cite=\"https://coop.example/a\">x</q>"),
  ]) func `attributes are kept by the list, addresses made absolute`(html: String, expected: String)
  {
    #expect(sanitized(html, base: "https://coop.example/news") == expected)
  }

  @Test(arguments: [
    "<p>Grüße aus Köln – „so“</p>\n\n<p>a\u{A0}b</p>", "<pre>  a\n\tb  </pre>",
    "<p>a <em>b</em> c</p>",
    "<figure><picture><source srcset=\"https://a.example/x 1x\"><img src=\"https://a.example/y\" alt=\"\"></picture></figure>",
    "<details><summary>a</summary><p>b</p></details>",
    "<a href=\"https://a.example/?a=1&amp;b=2\">x</a>",
    "<table><colgroup><col></colgroup><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
  ]) func `sound HTML stays as it is`(html: String) {
    #expect(sanitized(html) == html)
  }

  @Test func `a policy says what is kept`() {
    let policy = HTMLPolicy(elements: ["p", "a"], attributes: ["href"], linkSchemes: ["https"])
    var sanitizer = HTMLSanitizer(policy: policy)
    let html =
      "<p lang=de><b>a</b><a href='http://a.example'>b</a><a href='https://a.example'>c</a>"
    let expected = "<p>a<a>b</a><a href=\"https://a.example\">c</a></p>"
    #expect(sanitizer.sanitize(html, base: nil) == expected)
  }

  @Test func `a base of another kind than the web's is not used`() {
    var sanitizer = HTMLSanitizer()
    #expect(
      sanitizer.sanitize("<a href=x>y</a>", base: BaseAddress("file:///etc/"))
        == "<a href=\"x\">y</a>")
  }

  @Test func `every character is found at every place of a text`() {
    var sanitizer = HTMLSanitizer()
    let escapes: [UInt8: String] = [
      38: "&amp;", 60: "&lt;", 62: "&gt;", 9: "\t", 10: "\n", 12: " ", 13: "\n",
    ]
    for byte in UInt8(0)..<128 {
      for place in 0..<20 {
        let before = String(repeating: "\"a\n\u{20}\u{1F}ß", count: 4).prefix(place)
        let character = String(decoding: [byte], as: UTF8.self)
        let written = escapes[byte] ?? (byte < 32 ? "" : character)
        let expected = before.replacing("\u{1F}", with: "") + written + " b"
        #expect(
          sanitizer.sanitize(before + character + " b", base: nil) == expected, "\(byte) \(place)")
      }
    }
  }
}
