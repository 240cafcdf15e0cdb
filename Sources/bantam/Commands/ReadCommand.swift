import BantamDiagnostics
import BantamDoc
import BantamSession
import BantamSystem

/// `bantam read [NAME] [PATH]`: rules as sentences.
enum ReadCommand {
  static let command = Command(
    name: "read",
    summary: "put the rules into plain sentences, in English or German",
    description: """
      Puts a declaration into sentences for people who do not know the language: a segment, define, score, campaign, \
      purpose, funnel, team, field, list, place or test, by its name. What it names is explained below, each name once. \
      Without NAME, all declarations are read; a single argument that is a file or folder is the path.
      """,
    arguments: [
      Argument(value: Value("NAME", .text), help: "what to read (default: everything)"), .rules,
    ],
    options: [
      .language, Option("markdown", help: "print Markdown in place of plain text"),
    ],
    examples: [
      Example("a segment of the rules in `demo`", "bantam read target demo"),
      Example("everything, in German, for a page", "bantam read demo --lang de --markdown"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    var name = invocation.arguments.first
    var path = invocation.rulesPath
    if invocation.arguments.count == 1, let only = name, !invocation.has("rules"), fileExists(only) {
      (name, path) = (nil, only)
    }
    let program: Rules
    do throws(UsageError) { program = checkRules(try readRuleFiles(path)) } catch { return console.report(error) }
    if program.hasErrors { return console.report(RunFailure.rules(program)) }
    let catalogue = Catalogue(program.program)
    var wanted = catalogue.references.filter(catalogue.isDeclared)
    if let name {
      wanted = catalogue.references(named: name)
      if wanted.isEmpty {
        return console.report(.unknownDeclaration(name, nearest: catalogue.nearest(to: name)))
      }
    }
    let language = invocation.language
    let readings = wanted.map { read($0, in: catalogue, language, explainsUsed: name != nil) }
    if invocation.has("markdown") {
      console.write(readings.map { $0.markdown(in: catalogue, language) }.joined(separator: "\n"))
    } else {
      let width = min(console.outputWidth ?? 100, 100)
      console.write(readings.map { $0.text(in: catalogue, language, width: width) }.joined(separator: "\n"))
    }
    return .clean
  }
}

extension Option {
  static let language = Option(
    "lang", Value("LANGUAGE", .choice(Language.allCases.map(\.rawValue))), help: "the language of the sentences",
    standard: "en")
}

extension Invocation {
  /// The language of what people read.
  var language: Language { value("lang").flatMap(Language.init) ?? .english }
}
