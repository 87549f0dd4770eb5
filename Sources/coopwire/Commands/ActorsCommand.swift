import ArgumentParser

/// `coopwire actors`: our actors, who follows them, and whom we have nothing to do with.
struct ActorsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actors", abstract: "Look after actors, their followers and what others write.",
    subcommands: [
      ActorsListCommand.self, ActorsFollowersCommand.self, ActorsBlocksCommand.self,
      ActorsBlockCommand.self, ActorsSilenceCommand.self, ActorsUnblockCommand.self,
      ActorsPurgeCommand.self, ActorsRepliesCommand.self, ActorsJudgeCommand.self,
      ActorsReportsCommand.self, ActorsMoveCommand.self, ActorsRotateKeyCommand.self,
      ActorsDeleteCommand.self,
    ])
}
