import ArgumentParser
import Message
import ServiceHost

@main
enum Main {
    static func main() async {
        await ServiceCommand<MessageProgram>.main()
    }
}
