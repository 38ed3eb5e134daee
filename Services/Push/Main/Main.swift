import ArgumentParser
import Push
import ServiceHost

@main
enum Main {
    static func main() async {
        await ServiceCommand<PushProgram>.main()
    }
}
