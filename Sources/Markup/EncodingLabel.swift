/// The encodings of the Encoding Standard by their labels, and what iconv calls them.
enum EncodingLabel {
  /// An encoding: its name in the Encoding Standard, and iconv's for it.
  struct Known: Sendable, Hashable {
    var name: String
    var iconv: String

    /// Whether ASCII bytes mean other characters in it, so that no tag could be found.
    var isWide: Bool { name.hasPrefix("utf-16") || name.hasPrefix("utf-32") }
    var isUTF8: Bool { name == "utf-8" }
    /// Whether every byte is a character, so that bytes which are valid UTF-8 are hardly meant.
    var isSingleByte: Bool { EncodingLabel.singleByte.contains(name) }
  }

  static let utf8 = Known(name: "utf-8", iconv: "UTF-8")
  static let windows1252 = Known(name: "windows-1252", iconv: "WINDOWS-1252")

  /// The encoding a label names, in any spelling; `nil` for none of the Encoding Standard's.
  static func known(_ label: String) -> Known? {
    let label = folded(label)
    if let known = byLabel[label] { return known }
    return byLabel[label.replacing("_", with: "-")]
  }

  /// Whether a label is the one of nearly all documents, found without a look at the list.
  static func isUTF8(_ label: String) -> Bool {
    label.utf8.count == 5 && label.utf8.elementsEqual("utf-8".utf8) { $0.asciiLowercased == $1 }
  }

  /// A label without what never matters: quotes, white space, case.
  static func folded(_ label: String) -> String {
    label.lowercased().filter { $0.isASCII && !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  private static let byLabel: [String: Known] = {
    var table: [String: Known] = [:]
    for line in list.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 1 else { continue }
      let known = Known(name: words[0], iconv: words[1])
      table[words[0]] = known
      for label in words.dropFirst(2) { table[label] = known }
    }
    return table
  }()

  private static let singleByte: Set<String> = [
    "ibm866", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7",
    "iso-8859-8", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16",
    "koi8-r", "koi8-u", "macintosh", "windows-874", "windows-1250", "windows-1251",
    "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
    "windows-1257", "windows-1258", "x-mac-cyrillic",
  ]

  /// One encoding a line: name, name in iconv, further labels.
  private static let list = """
    utf-8 UTF-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 u8 utf csutf8
    ibm866 IBM866 866 cp866 csibm866
    iso-8859-2 ISO-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
    iso-8859-3 ISO-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
    iso-8859-4 ISO-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
    iso-8859-5 ISO-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
    iso-8859-6 ISO-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
    iso-8859-7 ISO-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
    iso-8859-8 ISO-8859-8 csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual logical
    iso-8859-10 ISO-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
    iso-8859-13 ISO-8859-13 iso8859-13 iso885913
    iso-8859-14 ISO-8859-14 iso8859-14 iso885914
    iso-8859-15 ISO-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
    iso-8859-16 ISO-8859-16
    koi8-r KOI8-R cskoi8r koi koi8 koi8_r
    koi8-u KOI8-U koi8-ru
    macintosh MACINTOSH csmacintosh mac x-mac-roman macroman mac-roman
    windows-874 CP874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 cp874 iso-ir-166
    windows-1250 CP1250 cp1250 x-cp1250
    windows-1251 CP1251 cp1251 x-cp1251
    windows-1252 WINDOWS-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 us 646 iso646-us iso_646.irv:1991 ansi_x3.4-1986 iso-ir-6 csascii cp367 ibm367 8859 latin latin-1 iso8859 windows_1252 ansi
    windows-1253 CP1253 cp1253 x-cp1253
    windows-1254 CP1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254
    windows-1255 CP1255 cp1255 x-cp1255
    windows-1256 CP1256 cp1256 x-cp1256
    windows-1257 CP1257 cp1257 x-cp1257
    windows-1258 CP1258 cp1258 x-cp1258
    x-mac-cyrillic MAC-CYRILLIC x-mac-ukrainian
    gbk GB18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 936 ms936 euc-cn euccn eucgb2312-cn
    gb18030 GB18030
    big5 BIG5-HKSCS big5-hkscs cn-big5 csbig5 x-x-big5 big5-tw cp950 950 ms950
    euc-jp EUC-JP-MS cseucpkdfmtjapanese x-euc-jp eucjp ujis
    iso-2022-jp ISO-2022-JP-3 csiso2022jp iso2022jp
    shift_jis CP932 csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 932
    euc-kr UHC cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 949 ms949 uhc
    iso-2022-kr ISO-2022-KR csiso2022kr
    hz-gb-2312 GB18030 hz hzgb
    utf-16be UTF-16BE unicodefffe utf16be utf_16be utf_16_be x-utf-16be unicodebigunmarked
    utf-16le UTF-16LE unicodefeff utf16le utf_16le utf_16_le x-utf-16le unicodelittleunmarked
    utf-16 UTF-16 csunicode iso-10646-ucs-2 ucs-2 unicode utf16 u16 utf_16 ucs2 iso10646
    utf-32be UTF-32BE utf32be utf_32be utf_32_be ucs-4be
    utf-32le UTF-32LE utf32le utf_32le utf_32_le ucs-4le
    utf-32 UTF-32 csucs4 iso-10646-ucs-4 ucs-4 utf32 u32 utf_32 ucs4
    ibm437 IBM437 437 cp437 cspc8codepage437
    ibm861 IBM861 861 cp861 cp-is csibm861
    ibm1125 CP1125 1125 cp1125 cp866u ruscii
    mac-centraleurope MAC-CENTRALEUROPE maccentraleurope maclatin2 mac-latin2 x-mac-ce
    mac-is MAC-IS maciceland mac-iceland
    ptcp154 PT154 cp154 pt154 csptcp154 cyrillic-asian
    utf-7 UTF-7 utf7 u7 unicode-1-1-utf-7
    """
}
