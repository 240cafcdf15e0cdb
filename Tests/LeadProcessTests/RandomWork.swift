import SpecSupport
import Testing

/// A day in the firm: commands, most of which do something, as a seed decides.
struct RandomWork {
  /// A command as text, or a change of the rules.
  enum Step: CustomStringConvertible, Sendable {
    case command(String)
    case rules(FirmRules)
    /// A file for imports, by its name in the folder, and the command that imports it.
    case file(String, String, command: String)
    /// Takes back one of the runs so far, counted from the latest.
    case undo(fromLatest: Int)

    var description: String {
      switch self {
      case .command(let line): line
      case .rules(let rules): "rules: \(rules)"
      case .file(_, let text, let command): "\(command) of \(text.debugDescription)"
      case .undo(let count): "undo of the run \(count) before the latest"
      }
    }
  }

  private var random: SplitMix
  private var rules = FirmRules()
  private var files = 0

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// So many steps.
  static func steps(_ count: Int, seed: UInt64) -> [Step] {
    var work = RandomWork(seed: seed)
    var steps: [Step] = [.command("run")]
    while steps.count < count { steps += work.next() }
    return steps
  }

  private mutating func next() -> [Step] {
    switch int(0, 23) {
    case 0, 1, 2: return [changedRules(), .command(run())]
    case 3: return [.command(run())]
    case 4: return [changedRules(), .command("plan -o %/any.plan"), .command("apply %/any.plan")]
    case 5, 6:
      return [.command("members \(pick("add", "remove")) \(campaign()) \(contacts()) --because \"fair \(int(1, 3))\"")]
    case 7: return [.command("members reset \(campaign()) \(contacts())")]
    case 8: return [.command("members status spring \(contact()) --status \(pick("Sent", "Answered"))")]
    case 9, 10:
      return [
        .command(
          "assess \(contact()) \(pick("budget", "size")) \(int(0, 100)) --campaign \(campaign()) --note \"n \(int(1, 9))\""
        )
      ]
    case 11: return [.command("assess \(contact()) \(pick("budget", "size")) --clear --campaign \(campaign())")]
    case 12, 13: return [.command("accept \(pick("--grade A", "--grade B", contact(), "--grade C --campaign spring"))")]
    case 14: return [.command("decline \(pick("--grade A", "--grade C", contact())) --because \"not yet\"")]
    case 15, 16: return [.command(event())]
    case 17:
      return [
        .command(
          "assign --contact \(contact()) --campaign \(campaign()) --to \(pick("sales", "marketing", "dora@example.com", "ann@example.com"))"
        )
      ]
    case 18, 19: return [file()]
    case 20: return [.command("retention --apply --as-of 2027-0\(int(1, 6))-01")]
    default: return (0...int(0, 1)).map { _ in .undo(fromLatest: pick(0, 0, 0, 1, 2, int(0, 12))) }
    }
  }

  // MARK: Parts

  private mutating func int(_ least: Int, _ most: Int) -> Int { Int.random(in: least...most, using: &random) }

  private mutating func pick<T>(_ choices: T...) -> T { choices[int(0, choices.count - 1)] }

  /// Most often one that is a lead.
  private mutating func contact() -> String { String(pick(5, 6, 7, 12, 3, 9, int(1, 14))) }

  private mutating func contacts() -> String { (0...int(0, 2)).map { _ in contact() }.joined(separator: " ") }

  private mutating func campaign() -> String { pick("spring", "spring", "autumn") }

  private mutating func run() -> String {
    "run" + pick("", "", " --campaign spring", " --campaign autumn", " --as-of 2026-03-0\(int(2, 9))")
  }

  private mutating func changedRules() -> Step {
    switch int(0, 5) {
    case 0: rules.springFrom = int(10, 50)
    case 1: rules.budgetForAll = int(2, 20) * 1_000
    case 2: rules.gradeA = int(50, 90)
    case 3: rules.autumnLimit = int(1, 9)
    case 4: rules.hasAutumn.toggle()
    default: rules.rivals = ["name", "Firm \(int(1, 12))"]
    }
    return .rules(rules)
  }

  private mutating func event() -> String {
    let kind = pick(
      "offer_made", "offer_made", "offer_accepted", "opportunity_lost", "opportunity_opened", "demoted", "order_placed")
    let amount = pick("", " --amount \(int(1, 99_999))", " --amount \(int(1, 999)).\(int(10, 99))")
    return "event \(contact()) \(kind) --project \(pick("desks", "boxes"))\(amount)\(pick("", " --note \"a\tb ä\""))"
  }

  private mutating func file() -> Step {
    files += 1
    let name = "import\(files).csv"
    let id = int(1, 16)
    let path = "import %/\(name) --rejects %/rejects.csv"
    switch int(0, 5) {
    case 0, 1:
      let text =
        "id,name,email,employees,budget\n\(id),Firm \(id),f\(id)@firm.example,\(int(1, 90)),\(int(1, 40) * 1_000)\n"
      return .file(
        name, text + "\(int(13, 16)),New,n@new.example,\(int(1, 90)),\(int(0, 9)).5\n",
        command: path + " --companies --key id")
    case 2:
      return .file(name, "contact,kind,at\n\(id),webinar,2026-02-0\(int(1, 9))\n", command: path + " --activities")
    case 3:
      return .file(
        name, "contact,purpose,basis,given_at\n\(id),letter,consent,2026-02-0\(int(1, 9))\n",
        command: path + " --consents")
    case 4:
      return .file(name, "contact,purpose,at\n\(id),letter,2026-02-0\(int(1, 9))\n", command: path + " --objections")
    default:
      return .file(name, "address,channel\nf\(id)@firm.example,email\n", command: path + " --suppressions")
    }
  }
}
