import BantamChecker
import BantamDiagnostics
import BantamLinter

/// `bantam help [TOPIC]`: the list of commands, one command, or one code.
enum HelpCommand {
  static let command = Command(
    name: "help",
    summary: "explain a command, a code, or a part of the language",
    description: """
      Without a topic, lists all commands. A topic is a command, a code such as BT0101, which is explained with a \
      wrong and a right example, `codes`: all of them, `language`: the pages about the language, such as `segments`, \
      `fields`: the built-in fields of contacts and activities, or `events`: what may happen between us and a contact.
      """,
    arguments: [Argument(value: Value("TOPIC", .command), help: "a command, a code, or a page such as `segments`")],
    examples: [
      Example("how to call `run`", "bantam help run"),
      Example("what a message means", "bantam help BT0901"),
      Example("how to write a segment", "bantam help segments"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    guard let topic = invocation.arguments.first else {
      console.write(overview(isColoured: console.colorsOutput))
      return .clean
    }
    if let command = allCommands.first(where: { $0.name == topic }) {
      console.write(helpText(command, width: console.outputWidth ?? 100, isColoured: console.colorsOutput))
      return .clean
    }
    if let page = page(topic.lowercased()) ?? explanation(topic.uppercased())?.page {
      console.write(page)
      return .clean
    }
    return console.report(.unknownTopic(topic, nearest: nearestTopic(to: topic)))
  }

  /// A page that is no command and no code.
  private static func page(_ topic: String) -> String? {
    switch topic {
    case "fields": Prelude.text + "\n"
    case "events": EventCommand.page
    case "codes": codeIndex()
    case "lint": lintIndex
    case "language": languageOverview()
    default: languagePages.first { $0.name == topic }?.page
    }
  }

  /// Over commands, pages and codes; a word that people use for a command elsewhere is one too.
  private static func nearestTopic(to topic: String) -> String? {
    let pages = ["fields", "events", "codes", "lint", "language"] + languagePages.map(\.name)
    if let nearest = nearestCommand(to: topic, in: allCommands.map(\.name) + pages) { return nearest }
    return nearestName(to: topic.uppercased(), in: codeGroups.flatMap { $0.explanations.map(\.code) })
  }
}
