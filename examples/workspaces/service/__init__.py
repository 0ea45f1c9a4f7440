"""The example service: workspaces with uploads, notes, members and orders, and bugs to switch on."""
