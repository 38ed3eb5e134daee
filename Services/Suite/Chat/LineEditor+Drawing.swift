extension LineEditor {
    /// The row that shows the line.
    ///
    /// A line that is too long for the row shows the part around the cursor.
    ///
    /// - Parameters:
    ///   - prompt: What stands before the line.
    ///   - width: How many columns the terminal has.
    /// - Returns: What to print from the first column on, and the column that the cursor stands in then.
    func row(prompt: String, width: Int) -> (text: String, column: Int) {
        let prompt = prompt.columns > max(width / 2, width - 20) ? "… > " : prompt
        let room = max(1, width - prompt.columns - 1)
        var start = cursor
        var columns = 0
        // The last columns of what is before the cursor, or all of it.
        while start > 0, columns + shown(start - 1).columns <= room {
            start -= 1
            columns += shown(start).columns
        }
        var end = cursor
        var used = columns
        while end < text.count, used + shown(end).columns <= room {
            used += shown(end).columns
            end += 1
        }
        return (prompt + String((start..<end).map(shown)), prompt.columns + columns)
    }

    /// A character as the row shows it: a pasted one might be an instruction to the terminal.
    private func shown(_ index: Int) -> Character {
        let printable = String(text[index]).printable
        return printable.count == 1 ? printable.first ?? " " : " "
    }
}
