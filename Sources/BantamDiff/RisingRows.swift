extension [Int32] {
  /// The place of a row in a rising list; nil where it is not there.
  func place(ofRow row: Int32) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == row ? low : nil
  }
}
