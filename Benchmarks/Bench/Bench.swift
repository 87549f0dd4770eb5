import ArgumentParser

/// The measured halves of `make bench`: each prints one JSON object, `Benchmarks/run` sets it beside a yardstick.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    subcommands: [
      ParseBench.self, FillBench.self, QueryBench.self, SignBench.self, AnswerBench.self,
    ])
}
