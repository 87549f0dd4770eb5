import Model

/// Languages as documents name them (BCP 47).
enum LanguageTag {
  /// The tag, where it is one: sources write all sorts of things in its place.
  static func valid(_ tag: String?) -> String? {
    guard let tag, tag.utf8.count <= 35, let primary = Membership.primarySubtag(tag),
      known.contains(primary)
    else { return nil }
    let subtags = tag.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
    let areValid = subtags.allSatisfy { subtag in
      (1...8).contains(subtag.utf8.count)
        && subtag.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
    return areValid ? ([primary[...]] + subtags).joined(separator: "-") : primary
  }

  /// The languages of ISO 639-1, and those of Europe that have only a code of three letters: to feed
  /// validators any other code is an error.
  private static let known = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz \
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln \
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi \
    pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th \
    ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    ast csb dsb frr fur gsw hsb lad nds rom sco scn
    """.split(separator: " ").map { String($0) })

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
