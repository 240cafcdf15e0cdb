/// The edits of those fixes that can be applied together, each fix whole or not at all.
///
/// Of fixes that touch the same bytes the first one counts; applying the others again later leads to the end.
///
/// - Returns: the edits in the order of their places, and how many fixes they make up.
public func compatibleEdits(_ fixes: [Fix]) -> (edits: [Edit], fixes: Int) {
  var taken: [Int: [Span]] = [:]
  var edits: [Edit] = []
  var count = 0
  for fix in fixes {
    let isFree = fix.edits.allSatisfy { edit in
      let spans = taken[edit.span.file] ?? []
      // Those in front of it end before it begins.
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if spans[middle].start < edit.span.start { low = middle + 1 } else { high = middle }
      }
      let isAfter = low == 0 || spans[low - 1].end <= edit.span.start
      let isBefore = low == spans.count || edit.span.end <= spans[low].start && spans[low] != edit.span
      return isAfter && isBefore
    }
    guard isFree, !fix.edits.isEmpty else { continue }
    for edit in fix.edits {
      let spans = taken[edit.span.file] ?? []
      let index = spans.firstIndex { $0.start >= edit.span.start } ?? spans.count
      taken[edit.span.file, default: []].insert(edit.span, at: index)
    }
    edits += fix.edits
    count += 1
  }
  func place(_ edit: Edit) -> (Int, Int, Int) { (edit.span.file, edit.span.start, edit.span.end) }
  return (edits.sorted { place($0) < place($1) }, count)
}

/// A text with some bytes replaced. The edits are in the order of their places and do not overlap.
public func applying(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var position = 0
  for edit in edits {
    precondition(edit.span.start >= position && edit.span.end <= bytes.count, "edits overlap or leave the text")
    result.append(contentsOf: bytes[position..<edit.span.start])
    result.append(contentsOf: edit.text.utf8)
    position = edit.span.end
  }
  result.append(contentsOf: bytes[position...])
  return result
}
