import BantamColumns
import BantamProgram
import BantamStore

/// What people call some contacts, by their rows; empty for none. The report is about the answers: where the names cannot
/// be read any more, it stands with the keys alone.
public func contactNames(_ rows: [Int32], keys: Keys, _ store: SQLiteContactStore, _ program: Program) -> [String] {
  (try? store.names(of: keys, rows: rows.map { Int($0) }, program)) ?? rows.map { _ in "" }
}
