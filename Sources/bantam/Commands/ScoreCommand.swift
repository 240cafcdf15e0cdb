import BantamReport
import BantamSession
import BantamSystem

/// `bantam score [PATH]`: JSON lines in, the same with segments and scores out.
enum ScoreCommand {
  static let command = Command(
    name: "score",
    summary: "score contacts that come as JSON lines, without a database",
    description: """
      Reads a JSON object a line and writes it again with one more member, `bantam`: the segments the contact is in, the \
      campaigns it would be a candidate of, and each score with total, interval, grade, points and the next question. \
      Members are fields by name, `kind` and `id`; `company` is an object, `persons` and `activities` are arrays of \
      objects, an activity with its `kind` and `at`. What only a database knows counts as not there: members, stages, \
      consents, values that others share.
      """,
    arguments: [.rules],
    options: [
      Option("input", short: "i", Value("FILE", .file), help: "read a file, also gzip'd", standard: "standard input"),
      Option("output", short: "o", Value("FILE", .file), help: "write to a file", standard: "standard output"),
      .asOf, Option("bare", help: "write the contact's id and the results only"),
      Option("threads", Value("N", .count), help: "how many threads evaluate", standard: "one per core"),
    ],
    examples: [
      Example("a file of leads", "bantam score demo --input leads.jsonl --output scored.jsonl"),
      Example("only the results", "bantam score demo --input leads.jsonl.gz --bare"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    do throws(UsageError) { _ = try readRuleFiles(invocation.rulesPath) } catch { return console.report(error) }
    Interrupt.install()
    do throws(RunFailure) {
      let planned = try PlannedRules(under: invocation.rulesPath, asOf: invocation.value("as-of"))
      return score(LineScorer(planned, isBare: invocation.has("bare")), invocation, console)
    } catch {
      return console.report(error)
    }
  }

  private static func score(_ scorer: LineScorer, _ invocation: Invocation, _ console: Console) -> ExitStatus {
    let threads = min(invocation.count("threads") ?? coreCount(), 256)
    var findings = LineScorer.Findings()
    var whole: [UInt8]?
    if invocation.value("output") != nil { whole = [] }
    do throws(SystemError) {
      let source = try ReadAhead(path: invocation.value("input") ?? "-")
      var line = 1
      while let piece = try source.next() {
        line = scorer.score(piece, firstLine: line, threads: threads, &findings) { bytes in
          if whole != nil { whole?.append(contentsOf: bytes) } else { console.write(bytes: bytes) }
        }
        console.flush()
        if Interrupt.isRaised { throw SystemError(.read, path: "-", reason: "interrupted") }
      }
      if let output = invocation.value("output"), let whole { try writeFile(path: output, bytes: whole) }
    } catch {
      return console.report(UsageError.file(error))
    }
    for (column, misfit) in findings.misfits.sorted(by: { $0.key < $1.key }) {
      console.remark(LoadWords.misfits(misfit.count, of: column, example: misfit.example))
    }
    if findings.wrong == 0 { return .clean }
    let places = findings.wrongLines.map { "\($0)" }.joined(separator: ", ")
    let more = findings.wrong > findings.wrongLines.count ? " and more" : ""
    console.remark("\(counted(findings.wrong, "line")) without a JSON object: \(places)\(more)")
    return .findings
  }
}
