import BantamDiagnostics

extension ProcessError {
  var message: String {
    switch self {
    case .locked(let contact, let stage, let since):
      "contact \(contact) has been `\(stage)` since \(since.prefix(10)) and is no lead any more"
    case .notFromHere(let contact, let stage, let event, let ways, _, _):
      "contact \(contact) stands at `\(stage)`, and `\(event)` leads from "
        + listed(ways.map { "`\($0[0])` to `\($0[1])`" }, "or")
    case .guardFails(let contact, let stage, let text, _):
      "contact \(contact) may not become `\(stage)`: `\(text)` does not hold"
    case .missingFields(let contact, let stage, let fields, _):
      "contact \(contact) may not become `\(stage)` while \(listed(fields.map { "`\($0)`" }, "and")) "
        + (fields.count == 1 ? "is missing" : "are missing")
    case .noWay(let contact, let from, let to, _, _):
      "contact \(contact) stands at `\(from)`, and the funnel has no way from there to `\(to)`"
    case .notAMember(let contact, let campaign): "contact \(contact) is no lead of campaign `\(campaign)`"
    case .noScore(let campaign): "campaign `\(campaign)` has no score to assess"
    case .badPoints(let text): "expected whole points from 0 to 100, found `\(text)`"
    case .noSuggestion(let contact): "nothing is suggested for contact \(contact)"
    case .noProject(let event, _): "`\(event)` needs a project: contacts stand at a stage in each of several"
    case .noFunnel(let campaign): "campaign `\(campaign)` has no funnel, so there is no stage to move to"
    case .changedDatabase(let plan): "the database has changed since the plan `\(plan)` was made; nothing was written"
    case .changedRules(let plan): "the rules have changed since the plan `\(plan)` was made; nothing was written"
    case .unreadablePlan(let path, let reason): "cannot use the plan `\(path)`: \(reason)"
    case .notReplayable(let run, let reason): "run \(run) cannot be replayed: \(reason)"
    case .nobodyHasRoom(let contact, let team, let reason):
      "nobody of `\(team)` can take contact \(contact): \(reason)"
    case .severalSuggestions(let contact, let suggestions):
      "several things are suggested for contact \(contact): "
        + listed(suggestions.map { "`\($0[0])` (\($0[1]))" }, "and")
    case .badEventFile(let path, let line, let reason):
      line == 0 ? "`\(path)`: \(reason)" : "`\(path)`, line \(line): \(reason)"
    case .badAmount(let text, let reason): "`\(text)` is no amount here: \(reason)"
    case .eventInFuture(let event, let at, let now):
      "`\(event)` at \(at) has not happened yet: it is \(now)"
    case .badWindow(let from, let to): "`--from \(from)` comes after `--to \(to)`"
    case .eventOfRuns(let event): "`\(event)` is noted by runs, when a contact becomes a member of a campaign"
    }
  }

  var help: String? {
    switch self {
    case .locked: "a run that moved it there can be taken back: `bantam log --contact KEY` names it"
    case .notFromHere(_, _, _, _, let before, _):
      before.isEmpty
        ? "check the event and the contact; `bantam help events` lists the usual events"
        : "first note what leads there: \(listed(before.map { "`\($0)`" }, "or"))"
    case .guardFails: "`bantam why` shows the values it rests on"
    case .missingFields: "import the missing values, then try again"
    case .noWay(_, _, _, let ways, _):
      ways.isEmpty ? "it is the end of the funnel" : "from there it goes to \(listed(ways.map { "`\($0)`" }, "or"))"
    case .notAMember(_, let campaign):
      "`bantam members add \(campaign) CONTACT` adds it by hand, `bantam why CONTACT \(campaign)` tells why it is none"
    case .noScore: "add `qualify with` and the name of a score to the campaign"
    case .badPoints: "write a number such as `80`"
    case .noSuggestion: "`bantam suggestions` lists what is suggested"
    case .noProject(_, let projects): "add `--project` and one of \(listed(projects.map { "`\($0)`" }, "or"))"
    case .noFunnel: "add a line such as `project erp uses three_stage` to the campaign"
    case .changedDatabase, .changedRules: "make a new plan with `bantam plan`, and look at it again"
    case .unreadablePlan: "make a new plan with `bantam plan -o FILE`"
    case .notReplayable: nil
    case .nobodyHasRoom: "name a person in place of the team, or change the team's members"
    case .severalSuggestions: "say which is meant, with `--suggestion TEXT` or `--campaign NAME`"
    case .badEventFile(_, let line, _):
      line == 0 ? "no event was noted; events that are noted already are skipped when you import the file again" : nil
    case .eventInFuture: "note it when it has happened, or write the day on which it did"
    case .badWindow: "the earlier one of the two is `--from`"
    case .badAmount: "write it as `12000`, `12_000.50` or `12,000.50`"
    case .eventOfRuns: "`bantam members add CAMPAIGN CONTACT` adds a member by hand; the next run lets it join"
    }
  }
}

/// The codes of the lead process, explained.
public let processExplanations: [Explanation] = [
  Explanation(
    "BT1010", "converted, and no lead any more",
    text: """
      A stage that is declared `final` ends the way through the funnel: the contact is not shown, assessed or moved as a \
      lead any more. What brought it there can be taken back with `bantam undo`.
      """),
  Explanation(
    "BT1011", "an event at another stage",
    text: """
      An event moves a contact from one stage to the next as the funnel says: `prospect to customer when \
      offer_accepted`. A contact that has not come so far is not moved. The message says where it stands and what \
      has to happen first.
      """),
  Explanation(
    "BT1012", "a guard does not hold",
    text: """
      A transition may ask for more than its event: `lead to prospect when offer_made and budget is known`. The contact \
      does not meet it; `bantam why CONTACT` shows its values.
      """),
  Explanation(
    "BT1013", "required fields are missing",
    text: "A stage that says `requires budget` takes nobody in whose budget is not known."),
  Explanation(
    "BT1014", "no way between two stages",
    text: "Contacts move along the transitions of their funnel only, also by hand."),
  Explanation(
    "BT1015", "no lead of the campaign",
    text: "Only leads of a campaign are assessed, assigned or given a status. `bantam leads` lists them.",
    wrong: "bantam assess 999999 budget 80 --campaign spring", right: "bantam leads"),
  Explanation(
    "BT1016", "a campaign without a score",
    text: "Points stand in the place of those of a score; this campaign has none."),
  Explanation(
    "BT1017", "points out of range", text: "A discipline has whole points from 0 to 100.",
    wrong: "bantam assess 42 budget 120 --campaign spring", right: "bantam assess 42 budget 100 --campaign spring"),
  Explanation(
    "BT1018", "nothing suggested",
    text: """
      Suggestions follow from a lead's grade, or from a stage that lasts too long. One that was accepted or declined \
      comes back only when the grade, the points or the stage have changed. A contact that was erased or left the campaign has none.
      """),
  Explanation(
    "BT1019", "an event needs a project",
    text: "Where several projects use funnels, an event says in which of them it happened.",
    wrong: "bantam event 42 offer_made", right: "bantam event 42 offer_made --project erp_rollout"),
  Explanation("BT1020", "a campaign without a funnel", text: "Without a funnel there are no stages to move between."),
  Explanation(
    "BT1021", "the database changed since the plan",
    text: """
      A plan holds for the state of the database it was made on. Somebody has written since, so other contacts may be \
      right now. Make a new plan.
      """),
  Explanation(
    "BT1022", "the rules changed since the plan",
    text: "A plan holds for the rules it was made with. A rule file or a list they read is another one now."),
  Explanation(
    "BT1023", "a plan that cannot be used",
    text: "The file is no plan, or it was edited. A plan is for reading; what is to change is changed in the rules."),
  Explanation(
    "BT1024", "a run that cannot be replayed",
    text: """
      A replay needs the rules, the clock and the contacts of the run. The rules and the clock are kept; the contacts \
      must be the same: an import too large to be noted, another program or an erasure may have changed them since.
      """),
  Explanation(
    "BT1025", "a line that is no event",
    text: """
      A file of events has the columns `contact` and `event`, and as you like `project`, `at`, `amount`, `reference` and \
      `note`. All lines are noted, or none.
      """),
  Explanation(
    "BT1026", "nobody has room",
    text: "A team's members may be away, full by their `at most`, or take other contacts only."),
  Explanation(
    "BT1041", "an amount that cannot be taken",
    text: """
      Amounts are written as in the rules: digits, which `_` or `,` may group, at most four decimals behind a point, and \
      as you like the currency of the rules. They are never negative: what is paid back is an event of its own.
      """,
    wrong: "bantam event 42 payment_received --amount 12.000,50",
    right: "bantam event 42 payment_received --amount 12000.50"),
  Explanation(
    "BT1042", "an event of runs",
    text: """
      Who becomes a member of a campaign joins it in a run, which also moves it to the stage that the funnel says. \
      Nobody joins by an event alone.
      """,
    wrong: "bantam event 42 campaign_joined", right: "bantam members add spring 42"),
  Explanation(
    "BT1027", "several things are suggested",
    text: """
      A grade, a stage that lasts too long and another campaign of the project may suggest different things for one \
      contact. Only one of them is done at a time; what is left is decided, if it is still suggested, after it.
      """,
    wrong: "bantam accept 42", right: "bantam accept 42 --suggestion \"convert to prospect\""),
  Explanation(
    "BT1043", "an event that has not happened yet",
    text: """
      Events are what happened. One whose time is still to come would move the contact before it happens, so it is \
      refused.
      """,
    wrong: "bantam event 42 offer_made --at 2099-01-01", right: "bantam event 42 offer_made"),
  Explanation(
    "BT1044", "a span of time that ends before it begins",
    text: "A report counts what lies between `--from` and `--to`. Where the one comes after the other that is nothing.",
    wrong: "bantam report --from 2026-03-31 --to 2026-01-01", right: "bantam report --from 2026-01-01 --to 2026-03-31"),
]
