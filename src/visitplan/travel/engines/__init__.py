"""The engines that compute travel times: embedded ones, servers, and files of the user's."""
