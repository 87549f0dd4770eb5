public import Model

/// What we tell machines they may do: `robots.txt`, and the reservation against text and data mining.
///
/// RFC 9309; TDM Reservation Protocol (W3C community group); § 44b (3) UrhG, directive (EU) 2019/790
/// article 4 (3).
public enum Reservation {
  /// The response header that says the same as the file, on every page and feed.
  public static let header = (name: "tdm-reservation", value: "1")

  /// The body of `/robots.txt`.
  public static func robots(for site: SiteProfile) -> Rendered {
    let wording = Wording(language: site.language)
    let lines = [
      "# " + wording(.reservationNote),
      "User-agent: *",
      "Disallow: /search",
      "Disallow: /ap/",
      "Disallow: /desk",
      "Allow: /",
      "",
    ]
    return Rendered(
      lines.joined(separator: "\n"), contentType: "text/plain; charset=utf-8",
      language: wording.language)
  }

  /// The body of `/.well-known/tdmrep.json`.
  public static func tdmrep() -> Rendered {
    Rendered(
      "[{\"location\":\"/*\",\"tdm-reservation\":1}]\n", contentType: "application/json")
  }
}
