"""The example service: workspaces with uploads, notes, members and purchases, and bugs to switch on."""
