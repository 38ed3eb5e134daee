import ArgumentParser
import CallToken
import ServiceHost

@main
enum Main {
    static func main() async {
        await ServiceCommand<CallTokenProgram>.main()
    }
}
