"""What a question, news, knowledge or a channel is about: one list for the whole house."""
