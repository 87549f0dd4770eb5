import ArgumentParser
import Foundation

/// Whom an operator means: a host, or an actor by its id.
struct Subject: ParsableArguments {
  @Argument(help: "A host, such as spam.example, or an actor's id, such as https://a.example/u/b.")
  var subject: String

  /// - Throws: `ValidationError`
  func name() throws -> String {
    let name = subject.trimmingCharacters(in: .whitespaces)
    if name.hasPrefix("https://") || name.hasPrefix("http://") { return name }
    let isHost =
      !name.isEmpty && name.contains(".") && !name.contains("@") && !name.contains("/")
      && !name.contains(" ")
    guard isHost else {
      throw ValidationError(
        "'\(subject)' is neither a host nor an actor's id; write spam.example, or the address of "
          + "the actor that begins with https://")
    }
    return name.lowercased()
  }

  var isHost: Bool { !subject.contains("://") }
}
