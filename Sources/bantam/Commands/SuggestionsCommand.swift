import BantamDiagnostics
import BantamReport
import BantamSession

/// `bantam suggestions`, `accept` and `decline`: what the rules propose, and what people say to it.
enum SuggestionsCommand {
  static let command = Command(
    name: "suggestions",
    summary: "list what the rules suggest and nobody has decided",
    description: """
      Suggestions follow from grades (`suggest convert to prospect`) and from stages that last too long (`within 2 days \
      else suggest …`). `accept` and `decline` decide them.
      """,
    arguments: [.rules], options: [.database, .asOf, .campaign, grade, .json],
    examples: [Example("what waits for a decision", "bantam suggestions demo")],
    run: list)

  static let grade = Option("grade", Value("NAME", .text), help: "only leads of this grade")
  static let suggestion = Option("suggestion", Value("TEXT", .text), help: "only this one, as the rules write it")

  private static func list(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    console.atDesk(invocation, rules: invocation.rulesPath, isWriting: false) { desk throws(RunFailure) in
      let open = try desk.suggestions(filter(invocation, contacts: []))
      let names = try desk.names(of: open.map(\.contact))
      if invocation.has("json") {
        console.writeJSON(open) { suggestion, writer in
          writer.member("campaign", suggestion.campaign)
          writer.member("contact", suggestion.contact)
          writer.member("name", names[suggestion.contact])
          writer.member("grade", suggestion.grade)
          writer.member("suggestion", suggestion.suggestion)
          writer.member("because", suggestion.because)
        }
      } else if open.isEmpty {
        console.write("Nothing is suggested.\n")
      } else {
        var table = Table([
          .init("campaign"), .init("contact", .right), .init("name"), .init("grade"), .init("suggestion"),
        ])
        // Of suggestions by grade the grade says it all.
        let hasReasons = open.contains { $0.because != nil }
        if hasReasons { table.columns.append(.init("because")) }
        for suggestion in open {
          table.rows.append(
            [
              suggestion.campaign, suggestion.contact.text, names[suggestion.contact] ?? "", suggestion.grade ?? "",
              suggestion.suggestion,
            ] + (hasReasons ? [suggestion.because ?? ""] : []))
        }
        console.write(table.text(width: console.outputWidth, isColoured: console.colorsOutput))
      }
      return .clean
    }
  }

  private static func filter(_ invocation: Invocation, contacts: [String]) -> Desk.SuggestionFilter {
    var filter = Desk.SuggestionFilter()
    filter.contacts = contacts
    filter.campaign = invocation.value("campaign")
    filter.grade = invocation.value("grade")
    if invocation.command.option(named: "suggestion") != nil { filter.suggestion = invocation.value("suggestion") }
    return filter
  }

  static let contacts = Argument(
    value: Value("CONTACT", .text), help: "leads, by key or e-mail address", isRepeated: true)

  /// Lets `decide` settle the suggestions that the arguments name and tells what became of them, in the words
  /// `accepted` or `declined`.
  static func settle(
    _ invocation: Invocation, _ console: Console, _ word: String,
    _ decide: (Desk, Desk.SuggestionFilter) throws(RunFailure) -> (decided: [Desk.Decided], runID: Int64?)
  ) -> ExitStatus {
    // Nothing that says which: everything would be decided by a slip.
    if invocation.arguments.isEmpty, !["campaign", "grade", "suggestion"].contains(where: invocation.has) {
      return console.report(UsageError.missingArgument("CONTACT", command: invocation.command.name))
    }
    return console.atDesk(invocation, rules: invocation.value("rules") ?? ".", isWriting: true) {
      desk throws(RunFailure) in
      let done = try decide(desk, filter(invocation, contacts: invocation.arguments))
      return try show(done.decided, done.runID, word, desk, console)
    }
  }

  /// What became of the suggestions, one per line.
  private static func show(
    _ decided: [Desk.Decided], _ run: Int64?, _ word: String, _ desk: Desk, _ console: Console
  ) throws(RunFailure) -> ExitStatus {
    if decided.isEmpty {
      console.write("Nothing is suggested.\n")
      return .clean
    }
    let names = try desk.names(of: decided.compactMap(\.suggestion?.contact))
    for item in decided where item.refusal == nil {
      guard let suggestion = item.suggestion else { continue }
      let effects = item.effects.isEmpty ? "" : ": " + item.effects.joined(separator: ", ")
      console.writeWords("\(called(suggestion.contact, names)): \(suggestion.suggestion), \(word)\(effects)\n")
    }
    let refused = decided.compactMap(\.refusal)
    if decided.count > refused.count { console.writeRun(run) }
    for refusal in refused { console.report(refusal.diagnostics, files: refusal.files) }
    return refused.isEmpty ? .clean : .findings
  }
}

enum AcceptCommand {
  static let command = Command(
    name: "accept",
    summary: "do what is suggested for some leads, or for all of a grade",
    description: """
      `convert to` and `demote to` move the contact through the gate of its funnel, `keep in` hands it to the team. Leads \
      that the gate refuses are named with the reason; the others are done, in one run. Where different things are suggested \
      for a contact, --suggestion or --campaign has to say which is meant.
      """,
    arguments: [SuggestionsCommand.contacts],
    options: [
      .campaign, SuggestionsCommand.grade, SuggestionsCommand.suggestion, .rules, .database, .asOf, .actor,
    ],
    examples: [
      Example("one lead", "bantam accept 42"),
      Example("all A leads of a campaign", "bantam accept --grade A --campaign spring"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    SuggestionsCommand.settle(invocation, console, "accepted") { desk, filter throws(RunFailure) in
      try desk.accept(filter)
    }
  }
}

enum DeclineCommand {
  static let command = Command(
    name: "decline",
    summary: "turn a suggestion down",
    description: """
      A declined suggestion does not come back until something it rests on has changed: the lead's grade or its points, \
      or its stage.
      """,
    arguments: [SuggestionsCommand.contacts],
    options: [
      Option("because", Value("TEXT", .text), help: "why"), .campaign, SuggestionsCommand.grade,
      SuggestionsCommand.suggestion, .rules, .database, .asOf, .actor,
    ],
    groups: [OptionGroup(names: ["because"], isRequired: true)],
    examples: [Example("not yet", "bantam decline 42 --because \"wants to wait for the new budget\"")],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    SuggestionsCommand.settle(invocation, console, "declined") { desk, filter throws(RunFailure) in
      try desk.decline(filter, because: invocation.value("because") ?? "")
    }
  }
}
