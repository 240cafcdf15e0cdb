import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamRepl
import BantamReport
import BantamSession
import BantamStore
import BantamSystem

/// `bantam query CONDITION [PATH]`: one criterion, asked once.
enum QueryCommand {
  static let command = Command(
    name: "query",
    summary: "count the contacts that meet a condition, or list them",
    description: """
      The condition is written as in a segment and may name whatever the rules declare. Prints how many contacts meet \
      it, and how many more could if a missing value became known. Nothing is written.
      """,
    arguments: [
      Argument(
        value: Value("CONDITION", .text), help: "the condition; - reads it from standard input", isRequired: true),
      .rules,
    ],
    options: [
      .database, .asOf, Option("list", short: "l", help: "also show the contacts, with the values the condition reads"),
      Option(
        "limit", short: "n", Value("N", .count), help: "how many are shown", standard: "20, or all as CSV or JSON"),
      .json, .csv,
    ],
    groups: [OptionGroup(names: ["json", "csv"])],
    examples: [
      Example("how many", "bantam query \"employees in 50..250\" demo"),
      Example("who", "bantam query target demo --csv"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    do throws(UsageError) { _ = try readRuleFiles(path) } catch { return console.report(error) }
    Interrupt.install()
    do throws(RunFailure) {
      let text = invocation.arguments[0] == "-" ? try readStandardInput() : invocation.arguments[0]
      let result = try query(
        text, rules: path, database: invocation.databasePath(rules: path, environment: console.environment),
        asOf: invocation.value("as-of"))
      console.report(LoadWords(result.load))
      show(result, invocation, console)
      return .clean
    } catch {
      return console.report(error)
    }
  }

  private static func readStandardInput() throws(RunFailure) -> String {
    do throws(SystemError) {
      let bytes = try readFile(path: "-", maximumBytes: Criterion.mostBytes)
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw .file(error)
    }
  }

  private static func show(_ result: QueryResult, _ invocation: Invocation, _ console: Console) {
    let isWhole = invocation.has("json") || invocation.has("csv")
    let limit = invocation.count("limit") ?? (isWhole ? result.rows.count : 20)
    let rows = result.rows.prefix(limit)
    let needs = result.criterion.plan?.columns ?? []
    if invocation.has("json") {
      console.write(json(result, rows, needs, hasValues: invocation.has("list")))
    } else if invocation.has("csv") {
      console.write(table(result, rows, needs, isData: true).csv())
    } else {
      console.write(countText(result.count, result.criterion) + "\n")
      guard invocation.has("list"), !rows.isEmpty else { return }
      let table = table(result, rows, needs)
      console.write("\n" + table.text(width: console.outputWidth, isColoured: console.colorsOutput))
      if rows.count < result.rows.count { console.remark("the first \(grouped(rows.count)); --limit shows more") }
    }
  }

  private static func table(
    _ result: QueryResult, _ rows: ArraySlice<Int32>, _ needs: [ColumnNeed], isData: Bool = false
  ) -> Table {
    let names = contactNames(Array(rows), keys: result.contacts.keys, result.store, result.criterion.program)
    return values(result, needs).table(rows, names: names, isData: isData, hidesEmpty: !isData)
  }

  private static func values(_ result: QueryResult, _ needs: [ColumnNeed]) -> ContactTable {
    ContactTable(
      needs, result.contacts.columns, keys: result.contacts.keys, result.criterion.program, zone: result.zone)
  }

  private static func json(
    _ result: QueryResult, _ rows: ArraySlice<Int32>, _ needs: [ColumnNeed], hasValues: Bool
  ) -> String {
    let table = values(result, needs)
    let names =
      hasValues
      ? contactNames(Array(rows), keys: result.contacts.keys, result.store, result.criterion.program) : []
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("matching", result.count.matching)
      writer.member("unknown", result.count.unknown)
      writer.member("resting", result.count.resting)
      writer.member("total", result.count.total)
      writer.array("contacts") { writer in
        for (place, row) in rows.enumerated() {
          if !hasValues {
            write(row, result.contacts.keys, to: &writer)
            continue
          }
          writer.object { writer in
            writer.key("contact")
            write(row, result.contacts.keys, to: &writer)
            if !needs.contains(where: { $0.name == "name" }) { writer.member("name", names[place]) }
            table.write(row, to: &writer)
          }
        }
      }
    }
    writer.endLine()
    return writer.text
  }

  private static func write(_ row: Int32, _ keys: Keys, to writer: inout JSONWriter) {
    switch keys {
    case .integers(let keys): writer.integer(keys[Int(row)])
    case .texts(let keys): writer.string(keys[Int(row)])
    }
  }
}
