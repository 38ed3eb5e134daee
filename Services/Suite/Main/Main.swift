import ArgumentParser
import Suite

@main
enum Main {
    static func main() async {
        await SuiteCommand.main()
    }
}
