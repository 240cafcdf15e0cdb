import BantamStore
import BantamSystem
import BantamWorkload

/// What this program does as a child of itself: `task NAME PATH …`.
func runTask(_ arguments: [String]) throws {
  guard arguments.count >= 2 else { throw BenchError("a task needs a name and a path") }
  let path = arguments[1]
  let count = arguments.count > 2 ? Int(arguments[2]) ?? 1 : 1
  switch arguments[0] {
  case "generate": try ContactGenerator().writeDatabase(path: path, rows: count)
  case "generate-csv": try ContactGenerator().writeCSV(path: path, rows: count)
  case "generate-json": try ContactGenerator().writeJSON(path: path, rows: count)
  case "generate-rules":
    var generator = RuleSetGenerator()
    try generator.write(folder: path, files: count)
  case "loop": print(try bareLoop(database: path, threads: count))
  case "sql": try runSQL(database: path)
  case "change": try changeOnePercent(database: path, round: count)
  case "evaluate":
    for line in try EvaluationTask(database: path, runs: count).lines() { print(line) }
  default: throw BenchError("unknown task `\(arguments[0])`")
  }
}

/// The same result as a run, by SQLite alone: counts of the segments, and the leads in a table of their own.
private func runSQL(database path: String) throws {
  let database = try Database(path: path, mode: .readWrite)
  _ = try database.integer("PRAGMA mmap_size = 40000000000")
  try database.transaction { () throws(StoreError) in
    let counts = try database.prepare(WorkloadSQL.counts)
    _ = try counts.step()
    print(counts.row.map { "\($0)" }.joined(separator: " "))
    try database.execute(
      "CREATE TABLE lead(id INTEGER PRIMARY KEY, budget, authority, need, time, hundredfold, grade)")
    try database.execute("INSERT INTO lead \(WorkloadSQL.leads)")
  }
}

/// Another hundredth of the contacts each round.
private func changeOnePercent(database path: String, round: Int) throws {
  let sql = "UPDATE contact SET need_score = (coalesce(need_score, 0) + 37) % 101 WHERE id % 100 = \(round % 100)"
  try Database(path: path, mode: .readWrite).execute(sql)
}
