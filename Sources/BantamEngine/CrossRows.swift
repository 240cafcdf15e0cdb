import BantamColumns
import BantamPlan
import BantamSystem

/// The persons of each company: those of company row c are `rows[offsets[c]..<offsets[c + 1]]`.
struct CompanyPersons: Sendable {
  private(set) var offsets: [Int32]
  private(set) var rows: [Int32]

  init(kinds: Cells<UInt8>, companyRows: Cells<Int32>, count: Int) {
    offsets = Array(repeating: 0, count: count + 2)
    rows = []
    guard companyRows.count == count else { return }
    for row in 0..<count where kinds[row] == 1 && companyRows[row] >= 0 { offsets[Int(companyRows[row]) + 2] += 1 }
    for company in 1..<offsets.count { offsets[company] += offsets[company - 1] }
    rows = Array(repeating: 0, count: Int(offsets[count + 1]))
    for row in 0..<count where kinds[row] == 1 && companyRows[row] >= 0 {
      let company = Int(companyRows[row]) + 1
      rows[Int(offsets[company])] = Int32(row)
      offsets[company] += 1
    }
  }
}

/// Answers questions to other rows, out of a plane over all rows.
struct CrossRows: Sendable {
  let source: RowSource
  let persons: CompanyPersons
  let threads: Int

  private static let rowsPerPart = 1 << 16

  func answer(_ node: Node, asked: ColumnBuffer) -> ColumnBuffer {
    let output = ColumnBuffer(byteCount: source.count)
    let starts = Array(stride(from: 0, to: source.count, by: Self.rowsPerPart))
    parallel(parts: starts.count, threads: threads) { part in
      let rows = starts[part]..<min(starts[part] + Self.rowsPerPart, source.count)
      let plane = PlanePointer(asked.base.assumingMemoryBound(to: UInt8.self))
      let answers = output.base.assumingMemoryBound(to: UInt8.self)
      switch node {
      case .persons(let least, let most, _): countPersons(least, most, plane, rows, into: answers)
      case .ofCompany: askCompany(plane, rows, into: answers)
      case .constant, .all, .any, .not, .atLeast, .kind, .isMissing, .range, .text, .sameText, .isShared, .arithmetic,
        .compare, .compareColumns, .anniversary, .radius, .sample, .set, .counter:
        preconditionFailure("not a question to other rows")
      }
    }
    return output
  }

  private func countPersons(
    _ least: Int, _ most: Int?, _ plane: PlanePointer, _ companies: Range<Int>, into answers: MutablePlanePointer
  ) {
    let most = most ?? Int.max
    for company in companies {
      if source.kinds[company] != 0 {
        answers[company] = Plane.no
        continue
      }
      var (holding, possible, definite) = (0, 0, 0)
      for index in Int(persons.offsets[company])..<Int(persons.offsets[company + 1]) {
        let answer = Int(plane[Int(persons.rows[index])])
        holding += answer & 1
        possible += answer >> 1 & 1
        definite += answer >> 2 & 1
      }
      let outcome: UInt8 = holding >= least && holding <= most ? 0b1111_1001 : 0
      let can = possible >= least && definite <= most ? Plane.possibleBit : 0
      let must = definite >= least && possible <= most ? Plane.definiteBit : 0
      answers[company] = outcome | can | must
    }
  }

  private func askCompany(_ plane: PlanePointer, _ rows: Range<Int>, into answers: MutablePlanePointer) {
    for row in rows {
      let company = source.companyRows.isEmpty ? -1 : Int(source.companyRows[row])
      answers[row] = company >= 0 ? plane[company] : Plane.unknown
    }
  }
}
