import ArgumentParser
import Configuration
import Hummingbird

@main struct Coopwire: AsyncParsableCommand {}
