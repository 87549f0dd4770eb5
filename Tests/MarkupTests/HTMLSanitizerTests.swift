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
      "<table><tr><td>1<td>2<tr><td>3</table>",
      "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    ),
  ]) func `markup comes out whole and safe`(html: String, expected: String) {
    #expect(sanitized(html) == expected)
  }
}
