// Package discord is the front end on Discord. It translates and decides nothing: an interaction becomes a commands.Input,
// a commands.Reply becomes a message, the table of commands becomes what Discord registers.
//
//	wire.Interaction -> Handler -> commands.Input -> Service.Accept -> Reply -> render.Message -> Responder
//
// A message command has the link and the file of its message as options; a reply that is a form becomes Discord's modal.
//
// Package wire has the types of what is sent and received. Package render makes a message of a reply, within Discord's
// limits. Packages gateway, the only importer of discordgo, and endpoint take interactions in and call the Handler, in Lanes.
// Package rest calls Discord; a Responder of it, or of endpoint, sends the replies.
package discord
