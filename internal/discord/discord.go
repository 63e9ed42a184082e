// Package discord is the front end on Discord. It translates and decides nothing: an interaction becomes a commands.Input,
// a commands.Reply becomes a message, the table of commands becomes what Discord registers.
//
//	wire.Interaction -> Handler -> commands.Input -> Service.Accept -> Reply -> render.Message -> Responder
//
// Package wire has the types that travel, package render draws a reply within Discord's limits, and package gateway, the
// only one that imports discordgo, holds the connection: it feeds the Handler and is its Responder.
package discord
